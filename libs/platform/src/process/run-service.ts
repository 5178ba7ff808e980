import type { Server } from 'node:http';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { guardRoutes } from '../api/access.js';
import { limitSlowClients, type ClientTimeouts } from '../http/slow-clients.js';
import { forbidCaching } from '../http/cache-headers.js';
import { Config } from '../config/config.js';
import { HealthChecks } from '../observability/health-checks.js';
import { countRequests, problemCounter, serveMetrics, watchLoad } from '../http/http-metrics.js';
import { closeConnectionsWhileStopping, secureHeaders, serverOptions } from '../http/http-server.js';
import { acceptJsonOnly } from '../api/json-body.js';
import { answerOtherMethods } from '../http/known-paths.js';
import { LoadLimit, shedLoad } from '../http/load-limit.js';
import { createLog, logRequests, NestLog } from '../observability/logging.js';
import { Metrics } from '../observability/metrics.js';
import { mountOpenApi } from '../api/openapi.js';
import { PlatformModule } from './platform.module.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { handleConditionalRequests } from '../api/revalidation.js';
import { SchemaPipe } from '../api/schema-pipe.js';
import type { Secrets } from '../config/secrets.js';
import { startTracing } from '../observability/start-tracing.js';
import { Transports } from './transports.js';
import { TokenVerifier } from '../api/token-verifier.js';
import { traceRequests } from '../observability/trace.js';
import { Tracing } from '../observability/tracing.js';

export interface ServiceOptions {
  /** The name in logs and the title of the OpenAPI document. */
  readonly name: string;
  readonly modules: readonly (Type | DynamicModule)[];
  readonly config: Config;
  readonly secrets: Secrets;
  /** Global providers: databases, ports, clocks. */
  readonly providers?: readonly Provider[];
  /** Timeouts for slow clients. */
  readonly timeouts?: ClientTimeouts;
  /** The UTC offset of plain dates in queries; default 0. */
  readonly utcOffsetMinutes?: number;
}

const bodyLimitBytes = 1024 * 1024;
const longestParam = 200;

/** Creates the HTTP application of some Nest modules. Background work starts with `startService`. */
export const createService = async ({
  name,
  modules,
  config,
  secrets,
  providers = [],
  utcOffsetMinutes = 0,
  timeouts,
}: ServiceOptions): Promise<NestFastifyApplication> => {
  const log = createLog(name, config);
  const tracing = await startTracing(name, config, log);
  const health = new HealthChecks(log);
  const metrics = new Metrics(log);
  const filter = new ProblemFilter(log, problemCounter(metrics));
  const adapter = new FastifyAdapter({
    ...serverOptions(filter, timeouts),
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: longestParam },
    trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance<Server>;
  countRequests(fastify, metrics);
  acceptJsonOnly(fastify);
  traceRequests(fastify);
  logRequests(fastify, log);
  handleConditionalRequests(fastify);
  closeConnectionsWhileStopping(fastify, () => health.stop());
  await secureHeaders(fastify);
  forbidCaching(fastify);
  answerOtherMethods(fastify);
  limitSlowClients(fastify, (error, request, reply) => filter.respond(error, request, reply), timeouts);
  guardRoutes(fastify, new TokenVerifier(config, secrets), { production: config.nodeEnv === 'production' });
  const limit = new LoadLimit();
  watchLoad(metrics, name, limit);
  shedLoad(fastify, limit);
  serveMetrics(fastify, metrics);

  class Service {}
  const root: DynamicModule = {
    module: Service,
    imports: [
      PlatformModule.with({
        config,
        secrets,
        log,
        health,
        metrics,
        providers: [...providers, { provide: Tracing, useValue: tracing }],
      }),
      ...modules,
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter as never, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLog(log),
  });
  app.useGlobalPipes(new SchemaPipe(utcOffsetMinutes));
  app.useGlobalFilters(filter);
  mountOpenApi(app, fastify, name, config.oidcIssuer);
  return app;
};

/** Starts the modules, then HTTP, then the registered consumers. @returns the address of the server */
export const startService = async (app: NestFastifyApplication): Promise<string> => {
  await app.init();
  const { host, port } = app.get(Config);
  for (const strategy of app.get(Transports).all()) app.connectMicroservice({ strategy });
  await app.listen(port, host);
  await app.startAllMicroservices();
  return app.getUrl();
};
