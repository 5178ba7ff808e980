import type { PoolClient } from 'pg';
import { until, type TestApp } from './app.js';

/**
 * Installs a trigger that allows tests to hold an act on a complaint: after it has read its time and written its row,
 * before it commits.
 */
export const installHoldTrigger = async (app: TestApp): Promise<void> => {
  await app.sql(`
    CREATE FUNCTION public.wait_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock_shared(hashtextextended(NEW.subject, 0)); RETURN NEW; END $$;
    CREATE TRIGGER waits_for_test BEFORE INSERT ON eventlog.outbox
      FOR EACH ROW WHEN (NEW.source = 'complaints') EXECUTE FUNCTION public.wait_for_test()`);
};

/** Holds the next act on one complaint inside a statement, so that the idle-transaction timeout does not end it. */
export class HeldAct {
  private constructor(
    private readonly app: TestApp,
    private readonly holder: PoolClient,
    private readonly complaintId: string,
  ) {}

  static async on(app: TestApp, complaintId: string): Promise<HeldAct> {
    const holder = await app.connection();
    await holder.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [complaintId]);
    return new HeldAct(app, holder, complaintId);
  }

  /** Resolves when the act waits inside the trigger. */
  async reached(): Promise<void> {
    await until(
      async () =>
        (
          await this.app.sql(
            `SELECT
             FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'`,
          )
        ).length === 1,
    );
  }

  async release(): Promise<void> {
    await this.holder.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [this.complaintId]);
    this.holder.release();
  }
}
