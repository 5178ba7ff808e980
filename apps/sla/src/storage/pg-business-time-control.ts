import type { Database } from '@tuntas/database';
import type { LoopNotifier } from '@tuntas/eventlog';
import type { BusinessTime } from '@tuntas/kernel';
import { BusinessTimeControl } from '../use-cases/ports.js';

const bend = (now: string) => `
  INSERT INTO clock.anchor (business_anchor, real_anchor, rate) VALUES (${now}, clock_timestamp(), $2)
  ON CONFLICT (single) DO UPDATE SET business_anchor = excluded.business_anchor, real_anchor = excluded.real_anchor, rate = excluded.rate`;

/** The one row that bends business time; in production it cannot exist. */
export class PgBusinessTimeControl extends BusinessTimeControl {
  constructor(
    private readonly database: Database,
    private readonly time: BusinessTime,
    private readonly notifier: LoopNotifier,
  ) {
    super();
  }

  /** A process that died while it walked left the clock held. */
  async onModuleInit(): Promise<void> {
    if ((await this.rate()) === 0) await this.set(await this.time.now(), 1);
  }

  async set(now: Date, rate: number): Promise<void> {
    await this.database.run(bend('greatest($1, clock.now())'), [now, rate]); // it may have run on since it was read
    this.notifier.notify('due');
  }

  async begin(now: Date, rate: number): Promise<void> {
    await this.database.run(bend('$1'), [now, rate]);
    await this.database.run('SELECT clock.forget()');
    this.notifier.notify('due');
  }

  async rate(): Promise<number> {
    const [row] = await this.database.sql<{ rate: number }>('SELECT rate FROM clock.anchor');
    return row?.rate ?? 1;
  }

  async jump(ms: number): Promise<void> {
    await this.database.run(bend(`clock.now() + $1 * interval '1 millisecond'`), [ms, await this.rate()]);
    this.notifier.notify('due');
  }
}
