import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import {
  answerOtherMethods,
  answerOtherMethodsBy,
  closeConnectionsWhileStopping,
  countRequests,
  limitSlowClients,
  forbidCaching,
  LoadLimit,
  Metrics,
  problemCounter,
  ProblemFilter,
  Refusal,
  secureHeaders,
  serveDocument,
  serveMetrics,
  serverOptions,
  shedForwarded,
  traceRequests,
  watchLoad,
  type Config,
  type Log,
  type ClientTimeouts,
} from '@tuntas/platform';
import type { GatewaySettings } from './gateway.settings.js';
import { forward, mountForwarding } from './forwarding.js';
import { Services } from './services.js';

export interface Gateway {
  readonly server: FastifyInstance;
  /** Resolves when the routes of every service are loaded. */
  readonly allRoutesLoaded: Promise<void>;
}

/**
 * Creates a reverse proxy for all services. It forwards requests as soon as it knows the routes of a service. It serves
 * only health, the merged OpenAPI document and metrics itself.
 */
export const createGateway = async (
  { upstreams, trustedProxies = [] }: GatewaySettings & Partial<Pick<Config, 'trustedProxies'>>,
  log: Log,
  timeouts?: ClientTimeouts,
): Promise<Gateway> => {
  const metrics = new Metrics(log);
  const filter = new ProblemFilter(log, problemCounter(metrics));
  const server = Fastify({
    ...serverOptions(filter, timeouts),
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
  }) as unknown as FastifyInstance;
  const services = new Services(upstreams, log);
  const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0]!;
  const ownerOf = (request: FastifyRequest) => services.ownerOf(request.method, pathOf(request));
  const closing = new AbortController();
  countRequests(server, metrics, request =>
    request.is404 ? services.routeOf(request.method, pathOf(request)) : (request.routeOptions.url ?? null),
  );
  server.setErrorHandler((error, request, reply) => filter.respond(error, request, reply));
  closeConnectionsWhileStopping(server, () => closing.abort());
  traceRequests(server);
  await secureHeaders(server);
  forbidCaching(server);
  answerOtherMethods(server);
  limitSlowClients(server, (error, request, reply) => filter.respond(error, request, reply), timeouts);
  const limits = new Map(upstreams.map(upstream => [upstream, new LoadLimit()]));
  for (const [{ service }, limit] of limits) watchLoad(metrics, service, limit);
  answerOtherMethodsBy(server, request =>
    request.url.startsWith('/') ? services.allowedAt(request.method, pathOf(request)) : null,
  );
  // the gateway sheds load itself, because a forwarded request costs both processes
  shedForwarded(server, request => limits.get(ownerOf(request))!);
  await mountForwarding(server);

  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const readiness = await services.readiness();
    return reply
      .header('cache-control', 'no-store')
      .code(readiness.status === 'ready' ? 200 : 503)
      .send(readiness);
  });
  serveDocument(server, '/openapi.json', () => services.document);
  serveMetrics(server, metrics);
  server.setNotFoundHandler((request, reply) => {
    if (!request.url.startsWith('/')) throw new Refusal(400, 'request.malformed');
    forward(ownerOf(request), request, reply, error => filter.respond(error, request, reply));
  });
  return { server, allRoutesLoaded: services.loadDocuments(closing.signal) };
};
