import type { Database } from '@tuntas/database';
import type { Wake } from '@tuntas/eventlog';
import type { Clock } from '@tuntas/kernel';
import { BusinessTime } from '../use-cases/ports.js';

const bend = (now: string) => `
  INSERT INTO clock.anchor (business_anchor, real_anchor, rate) VALUES (${now}, clock_timestamp(), $2)
  ON CONFLICT (single) DO UPDATE SET business_anchor = excluded.business_anchor, real_anchor = excluded.real_anchor, rate = excluded.rate`;

/** The one row that bends business time; in production it cannot exist. */
export class PgBusinessTime extends BusinessTime {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly wake: Wake,
  ) {
    super();
  }

  /** A process that died while it walked left the clock held. */
  async onModuleInit(): Promise<void> {
    if ((await this.rate()) === 0) await this.set(await this.clock.now(), 1);
  }

  async set(now: Date, rate: number): Promise<void> {
    await this.database.execute(bend('greatest($1, clock.now())'), [now, rate]); // it may have run on since it was read
    this.wake.tell('due');
  }

  async begin(now: Date, rate: number): Promise<void> {
    await this.database.execute(bend('$1'), [now, rate]);
    await this.database.execute('SELECT clock.forget()');
    this.wake.tell('due');
  }

  async rate(): Promise<number> {
    const [row] = await this.database.sql<{ rate: number }>('SELECT rate FROM clock.anchor');
    return row?.rate ?? 1;
  }

  async jump(ms: number): Promise<void> {
    await this.database.execute(bend(`clock.now() + $1 * interval '1 millisecond'`), [ms, await this.rate()]);
    this.wake.tell('due');
  }
}
