import { Injectable } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { LoopNotifier } from '@tuntas/eventlog';
import { BusinessTime } from '@tuntas/kernel';
import { BusinessTimeControl } from '../use-cases/ports.js';

const setAnchor = (now: string) => `
  INSERT INTO clock.anchor (business_anchor, real_anchor, rate)
  VALUES (${now}, clock_timestamp(), $2)
  ON CONFLICT (single) DO UPDATE SET
    business_anchor = excluded.business_anchor,
    real_anchor = excluded.real_anchor,
    rate = excluded.rate`;

/** Business time is controlled by the single row of `clock.anchor`, which cannot exist in production. */
@Injectable()
export class PgBusinessTimeControl extends BusinessTimeControl {
  constructor(
    private readonly database: Database,
    private readonly time: BusinessTime,
    private readonly notifier: LoopNotifier,
  ) {
    super();
  }

  /** Restarts business time if a process stopped it and died (rate 0). */
  async onModuleInit(): Promise<void> {
    if ((await this.rate()) === 0) await this.set(await this.time.now(), 1);
  }

  async set(now: Date, rate: number): Promise<void> {
    // Business time may have advanced since the caller read it.
    await this.database.run(setAnchor('greatest($1, clock.now())'), [now, rate]);
    this.notifier.notify('due');
  }

  async begin(now: Date, rate: number): Promise<void> {
    await this.database.run(setAnchor('$1'), [now, rate]);
    await this.database.run('SELECT clock.forget()');
    this.notifier.notify('due');
  }

  async rate(): Promise<number> {
    const [row] = await this.database.sql<{ rate: number }>('SELECT rate FROM clock.anchor');
    return row?.rate ?? 1;
  }

  async jump(ms: number): Promise<void> {
    await this.database.run(setAnchor(`clock.now() + $1 * interval '1 millisecond'`), [ms, await this.rate()]);
    this.notifier.notify('due');
  }
}
