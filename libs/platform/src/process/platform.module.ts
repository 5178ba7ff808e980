import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Config } from '../config/config.js';
import { DevTokenController } from '../http/dev-token.controller.js';
import { HealthChecks } from '../observability/health-checks.js';
import { HealthController } from '../http/health.controller.js';
import { CsvDownloads } from '../api/lists-as-csv.js';
import { Log } from '../observability/logging.js';
import { Metrics } from '../observability/metrics.js';
import { RootController } from '../http/root.controller.js';
import { Secrets } from '../config/secrets.js';
import { Transports } from './transports.js';

export interface Platform {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly health: HealthChecks;
  readonly metrics: Metrics;
  /** Further global providers. */
  readonly providers: readonly Provider[];
}

/** The global module with the platform's controllers and providers. */
@Global()
@Module({})
export class PlatformModule {
  static with({ config, secrets, log, health, metrics, providers }: Platform): DynamicModule {
    const given: Provider[] = [
      { provide: Config, useValue: config },
      { provide: Secrets, useValue: secrets },
      { provide: Log, useValue: log },
      { provide: HealthChecks, useValue: health },
      { provide: Metrics, useValue: metrics },
      Transports,
      CsvDownloads,
      ...providers,
    ];
    return {
      module: PlatformModule,
      controllers: [RootController, HealthController, ...(config.nodeEnv === 'production' ? [] : [DevTokenController])],
      providers: given,
      exports: given.map(provider => (typeof provider === 'function' ? provider : provider.provide)),
    };
  }
}
