import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readTenant, Tenant } from '@tuntas/reference';
import { backboneProviders, type DatabaseServer } from './backbone.js';
import type { Config } from '../config/config.js';
import { createService } from './run-service.js';
import type { Secrets } from '../config/secrets.js';

export interface ProcessOptions {
  readonly name: string;
  readonly modules: readonly (Type | DynamicModule)[];
  readonly config: Config;
  readonly secrets: Secrets;
  readonly database: DatabaseServer;
  readonly providers?: readonly Provider[];
}

/**
 * Creates the application of one or several services with the process-wide providers: database, event log, tenant.
 * Background work starts with `startService`.
 */
export const createProcess = async ({
  database,
  providers = [],
  ...options
}: ProcessOptions): Promise<NestFastifyApplication> => {
  const tenant = await readTenant(options.config.seedFolder);
  return createService({
    ...options,
    utcOffsetMinutes: tenant.utcOffsetMinutes,
    providers: [...backboneProviders(database), { provide: Tenant, useValue: tenant }, ...providers],
  });
};
