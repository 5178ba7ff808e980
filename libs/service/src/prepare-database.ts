import { migrate, startEmbeddedPostgres } from '@tuntas/database';
import { settleLogPlace } from '@tuntas/eventlog';
import { seedReference } from '@tuntas/reference';
import type { DatabaseServer } from './backbone.js';
import type { Config } from './config.js';
import type { Secrets } from './secrets.js';

export interface PreparedDatabase extends DatabaseServer {
  /** Stops the server if this process started it. */
  stop(): Promise<void>;
}

/**
 * A database that is ready for the services: the one that `DATABASE_URL` names or an embedded one, migrated and seeded.
 * @param say tells a person what is going on
 */
export const prepareDatabase = async (config: Config, secrets: Secrets, say: (message: string) => void): Promise<PreparedDatabase> => {
  const server = config.databaseUrl
    ? { url: config.databaseUrl, dataFolder: undefined, stop: async () => undefined }
    : await startEmbeddedPostgres({ home: config.home, log: say });
  try {
    say('Bringing the database up to date');
    await migrate({
      adminUrl: server.url, deployment: config.deployment, passwords: secrets.rolePasswords, production: config.nodeEnv === 'production',
    });
    await seedReference(server.url, config.seedFolder);
    const moved = await settleLogPlace(server.url, config.kafka ? 'kafka' : 'postgres');
    if (moved > 0) say(`Moved the event log to Kafka: ${moved} events will be told again there`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { adminUrl: server.url, dataFolder: server.dataFolder, stop: () => server.stop() };
};
