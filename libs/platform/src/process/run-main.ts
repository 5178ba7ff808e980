import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import type { Service } from '@tuntas/contracts';
import { readSettings, type Config, type ServiceSettings } from '../config/config.js';
import { HealthChecks } from '../observability/health-checks.js';
import { Log } from '../observability/logging.js';
import { watchNode } from '../observability/metrics.js';
import { requiredByService, type RequiredSettings } from '../config/required-settings.js';
import { preparedDatabase, type PreparedDatabase } from './prepare-database.js';
import { createProcess } from './run-process.js';
import { startService } from './run-service.js';
import { loadSecrets, type Secrets } from '../config/secrets.js';
import { checkHome, checkPort, checkSeed } from './start-checks.js';
import { exitOnSignals, stopOnSignals } from './stop-on-signals.js';
import { announcer, announceReady, tolerateClosedTerminal, type Announce } from './announce.js';

type Modules = readonly (Type | DynamicModule)[];

export interface Main {
  /** The name in logs and console messages, and the title of the OpenAPI document. */
  readonly name: string;
  readonly required: RequiredSettings;
  /** The settings of the modules. */
  readonly settings?: readonly ServiceSettings[];
  readonly modules: Modules;
  /** Modules that are not mounted in production. */
  readonly inDevelopment?: Modules;
  readonly database: (config: Config, secrets: Secrets, announce: Announce) => Promise<PreparedDatabase>;
  /** Prints next steps for a developer when the server is ready. */
  readonly welcome?: (address: string, app: INestApplicationContext) => Promise<void>;
}

/**
 * Runs a process: reads the configuration, prepares the database, starts the service and announces its address. Stops
 * on signals. Exits with code 1 if the start fails.
 */
export const runMain = async ({
  name,
  required,
  settings: services = [],
  modules,
  inDevelopment = [],
  database: prepare,
  welcome,
}: Main): Promise<void> => {
  const announce = announcer(name);
  tolerateClosedTerminal();
  let database: PreparedDatabase | undefined;
  try {
    watchNode();
    const { config, settings } = readSettings(services, required);
    const developing = config.nodeEnv !== 'production';
    await checkPort(config);
    checkSeed(config);
    if (developing || !config.databaseUrl) checkHome(config);
    const secrets = loadSecrets(config);
    const started = exitOnSignals();
    const { adminUrl, dataFolder, stop } = (database = await prepare(config, secrets, announce));
    const app = await createProcess({
      name,
      modules: [...modules, ...(developing ? inDevelopment : [])],
      config,
      secrets,
      database: { adminUrl, dataFolder },
      providers: services.map(({ token }, index) => ({ provide: token, useValue: settings[index] })),
    });
    started();
    stopOnSignals(app.get(Log), async () => {
      app.get(HealthChecks).stop();
      await app.close();
      await stop();
    });
    const address = await startService(app);
    announceReady(announce, address);
    if (developing) await welcome?.(address, app);
  } catch (error) {
    await database?.stop();
    announce(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
};

/** Runs one service in its own process, with the database of `DATABASE_URL`, which the bootstrap has prepared. */
export const runService = (
  service: Service,
  modules: Modules,
  more: Pick<Main, 'settings' | 'inDevelopment'> = {},
): Promise<void> =>
  runMain({
    name: service,
    required: requiredByService(service),
    modules,
    ...more,
    database: (config, secrets) => preparedDatabase(config, secrets, service),
  });
