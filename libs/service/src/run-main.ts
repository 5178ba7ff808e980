import type { DynamicModule, Type } from '@nestjs/common';
import type { Service } from '@tuntas/contracts';
import { readConfigFor, type Config } from './config.js';
import { HealthChecks } from './health-checks.js';
import { Log } from './logging.js';
import { watchNode } from './metrics.js';
import { requiredByService, type RequiredSettings } from './required-settings.js';
import { preparedDatabase, type PreparedDatabase } from './prepare-database.js';
import { createProcess } from './run-process.js';
import { startService } from './run-service.js';
import { loadSecrets, type Secrets } from './secrets.js';
import { checkHome, checkPort, checkSeed } from './start-checks.js';
import { exitOnSignals, stopOnSignals } from './stop-on-signals.js';
import { announcer, announceReady, tolerateClosedTerminal, type Announce } from './announce.js';

type Modules = readonly (Type | DynamicModule)[];

export interface Main {
  /** Shown in logs, before what it tells, and as the title of the document. */
  readonly name: string;
  readonly required: RequiredSettings;
  readonly modules: Modules;
  /** Mounted outside of production only. */
  readonly inDevelopment?: Modules;
  readonly database: (config: Config, secrets: Secrets, announce: Announce) => Promise<PreparedDatabase>;
  /** What a developer may do next, once it serves at that address. */
  readonly welcome?: (address: string, config: Config) => Promise<void>;
}

/**
 * The life of a process from its environment to its end: tells when it is ready, stops on signals, ends with 1 when it
 * cannot start.
 */
export const runMain = async ({
  name,
  required: needs,
  modules,
  inDevelopment = [],
  database: prepare,
  welcome,
}: Main): Promise<void> => {
  const say = announcer(name);
  tolerateClosedTerminal();
  let database: PreparedDatabase | undefined;
  try {
    watchNode();
    const config = readConfigFor(needs);
    const developing = config.nodeEnv !== 'production';
    await checkPort(config);
    checkSeed(config);
    if (developing || !config.databaseUrl) checkHome(config);
    const secrets = loadSecrets(config);
    const started = exitOnSignals();
    const { adminUrl, dataFolder, stop } = (database = await prepare(config, secrets, say));
    const app = await createProcess({
      name,
      modules: [...modules, ...(developing ? inDevelopment : [])],
      config,
      secrets,
      database: { adminUrl, dataFolder },
    });
    started();
    stopOnSignals(app.get(Log), async () => {
      app.get(HealthChecks).stop();
      await app.close();
      await stop();
    });
    const address = await startService(app);
    announceReady(say, address);
    if (developing) await welcome?.(address, config);
  } catch (error) {
    await database?.stop();
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
};

/** One service as a process of its own, in a database that `DATABASE_URL` names and that somebody else has prepared. */
export const runService = (service: Service, modules: Modules, more: Pick<Main, 'inDevelopment'> = {}): Promise<void> =>
  runMain({
    name: service,
    required: requiredByService(service),
    modules,
    ...more,
    database: (config, secrets) => preparedDatabase(config, secrets, service),
  });
