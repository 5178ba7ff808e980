import type { Service } from '@tuntas/contracts';
import { checkDatabase, migrate, namesAdministrator, roleNames, startEmbeddedPostgres } from '@tuntas/database';
import { ensureLogLocation } from '@tuntas/eventlog';
import { seedReference } from '@tuntas/reference';
import type { DatabaseServer } from './backbone.js';
import type { Config } from '../config/config.js';
import { loginUrl } from './open-as.js';
import type { Secrets } from '../config/secrets.js';

export interface PreparedDatabase extends DatabaseServer {
  /** Stops the server if this process started it. */
  stop(): Promise<void>;
}

/**
 * The database of `DATABASE_URL`, which the bootstrap has prepared.
 * @param service the service whose role must be able to log in
 * @throws Error with one sentence if the login fails
 */
export const preparedDatabase = async (
  { databaseUrl, deployment }: Config,
  { rolePasswords }: Secrets,
  service: Service,
): Promise<PreparedDatabase> => {
  await checkDatabase(
    loginUrl(databaseUrl!, roleNames(deployment).login(service), rolePasswords[service]),
    'deploy/bootstrap.mjs',
  );
  return { adminUrl: databaseUrl!, stop: async () => undefined };
};

/**
 * Prepares the database of `DATABASE_URL`, or an embedded one: migrates and seeds it. A `DATABASE_URL` without a user
 * names a database that the bootstrap has prepared, which is used unchanged.
 * @param announce prints progress messages
 * @throws Error if the database is not usable
 */
export const prepareDatabase = async (
  config: Config,
  secrets: Secrets,
  announce: (message: string) => void,
): Promise<PreparedDatabase> => {
  if (config.databaseUrl && !namesAdministrator(config.databaseUrl)) return preparedDatabase(config, secrets, 'intake');
  if (config.databaseUrl) await checkDatabase(config.databaseUrl);
  const server = config.databaseUrl
    ? { url: config.databaseUrl, dataFolder: undefined, stop: async () => undefined }
    : await startEmbeddedPostgres({ home: config.home, log: announce });
  try {
    announce('Bringing the database up to date');
    await migrate({
      adminUrl: server.url,
      deployment: config.deployment,
      passwords: secrets.rolePasswords,
      production: config.nodeEnv === 'production',
    });
    await seedReference(server.url, config.seedFolder);
    const moved = await ensureLogLocation(server.url, config.kafka ? 'kafka' : 'postgres');
    if (moved > 0) announce(`Moved the event log to Kafka: ${moved} events will be published again there`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { adminUrl: server.url, dataFolder: server.dataFolder, stop: () => server.stop() };
};
