import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Database } from '@tuntas/database';
import { BackgroundLoop } from './background-loop.js';

const pollMs = 3_600_000;
/** Real time. A later retry is processed as a new request. */
const storedResponsesFor = '7 days';

/** Deletes expired stored responses and expired counts of wrong access codes, once an hour in every process. */
export class Housekeeping implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: BackgroundLoop;

  /** @param database logs in as `relay` */
  constructor(
    private readonly database: Database,
    failed: (error: unknown) => void,
  ) {
    this.loop = new BackgroundLoop({
      round: async () => {
        await this.forget();
        return false;
      },
      pollMs,
      failed,
    });
  }

  /** @returns the number of deleted responses */
  async forget(): Promise<number> {
    await this.database.run('DELETE FROM eventlog.code_attempts WHERE ends_at < clock_timestamp()');
    return this.database.run(
      `DELETE FROM eventlog.kept_answers WHERE kept_at < clock_timestamp() - interval '${storedResponsesFor}'`,
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }
  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
