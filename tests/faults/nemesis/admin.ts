import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { SystemUnderTest } from '../lab/model.js';

const timeoutMs = 15_000;
const retryMs = 100;

/**
 * Runs work once as superuser, bypassing all links. Waits for a server that is restarting.
 * @throws the driver's error if there is no server within 15 seconds
 */
export const asAdmin = async <T>(
  { adminUrl }: Pick<SystemUnderTest, 'adminUrl'>,
  work: (admin: pg.Client) => Promise<T>,
): Promise<T> => {
  const admin = await connected(adminUrl);
  try {
    return await work(admin);
  } finally {
    await admin.end().catch(() => undefined);
  }
};

const connected = async (url: string): Promise<pg.Client> => {
  for (const deadline = performance.now() + timeoutMs; ; await pause(retryMs)) {
    const admin = new pg.Client({
      connectionString: url,
      application_name: 'nemesis',
      connectionTimeoutMillis: 2_000,
      query_timeout: timeoutMs,
    });
    admin.on('error', () => undefined); // the server is sometimes killed during the work
    try {
      await admin.connect();
      return admin;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
};
