import type { Service } from '@tuntas/contracts';
import { checkDatabase, migrate, namesAdministrator, roleNames, startEmbeddedPostgres } from '@tuntas/database';
import { ensureLogLocation } from '@tuntas/eventlog';
import { seedReference } from '@tuntas/reference';
import type { DatabaseServer } from './backbone.js';
import type { Config } from './config.js';
import { loginUrl } from './open-as.js';
import type { Secrets } from './secrets.js';

export interface PreparedDatabase extends DatabaseServer {
  /** Stops the server if this process started it. */
  stop(): Promise<void>;
}

/**
 * A database that the bootstrap has prepared, as `DATABASE_URL` names it.
 * @param service whose role must be able to log in
 * @throws Error with one sentence where it cannot
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
 * A database that is ready for the services: the one that `DATABASE_URL` names or an embedded one, migrated and seeded.
 * One that `DATABASE_URL` names without a user has been prepared by the bootstrap, and is used as it is.
 * @param say tells a person what is going on
 */
export const prepareDatabase = async (
  config: Config,
  secrets: Secrets,
  say: (message: string) => void,
): Promise<PreparedDatabase> => {
  if (config.databaseUrl && !namesAdministrator(config.databaseUrl)) return preparedDatabase(config, secrets, 'intake');
  if (config.databaseUrl) await checkDatabase(config.databaseUrl);
  const server = config.databaseUrl
    ? { url: config.databaseUrl, dataFolder: undefined, stop: async () => undefined }
    : await startEmbeddedPostgres({ home: config.home, log: say });
  try {
    say('Bringing the database up to date');
    await migrate({
      adminUrl: server.url,
      deployment: config.deployment,
      passwords: secrets.rolePasswords,
      production: config.nodeEnv === 'production',
    });
    await seedReference(server.url, config.seedFolder);
    const moved = await ensureLogLocation(server.url, config.kafka ? 'kafka' : 'postgres');
    if (moved > 0) say(`Moved the event log to Kafka: ${moved} events will be told again there`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { adminUrl: server.url, dataFolder: server.dataFolder, stop: () => server.stop() };
};
