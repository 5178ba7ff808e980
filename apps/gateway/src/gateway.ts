import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import {
  answerOtherMethods,
  answerOtherMethodsBy,
  closeConnectionsWhileStopping,
  countRequests,
  limitSlowClients,
  keepAnswersPrivate,
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
} from '@tuntas/service';
import { forward, mountForwarding } from './forwarding.js';
import { Services } from './services.js';

export interface Gateway {
  readonly server: FastifyInstance;
  /** Fulfilled once every service has told its routes. */
  readonly knowsAll: Promise<void>;
}

/**
 * One address before all services. It serves at once what it knows of them; nothing but health, the joined document and
 * what it tells Prometheus is its own.
 */
export const createGateway = async (
  { upstreams, trustedProxies = [] }: Pick<Config, 'upstreams'> & Partial<Pick<Config, 'trustedProxies'>>,
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
  server.setErrorHandler((error, request, reply) => filter.answer(error, request, reply));
  closeConnectionsWhileStopping(server, () => closing.abort());
  traceRequests(server);
  await secureHeaders(server);
  keepAnswersPrivate(server);
  answerOtherMethods(server);
  limitSlowClients(server, (error, request, reply) => filter.answer(error, request, reply), timeouts);
  const limits = new Map(upstreams.map(upstream => [upstream, new LoadLimit()]));
  for (const [{ service }, limit] of limits) watchLoad(metrics, service, limit);
  answerOtherMethodsBy(server, request =>
    request.url.startsWith('/') ? services.allowedAt(request.method, pathOf(request)) : null,
  );
  shedForwarded(server, request => limits.get(ownerOf(request))!); // here already: what is passed on costs both
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
    forward(ownerOf(request), request, reply, error => filter.answer(error, request, reply));
  });
  return { server, knowsAll: services.learn(closing.signal) };
};
