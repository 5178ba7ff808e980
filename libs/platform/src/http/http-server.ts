import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defaultClientTimeouts } from './slow-clients.js';
import type { ProblemFilter } from './problem.filter.js';
import { beginRequest } from '../observability/trace.js';
import { answerUnreadable } from './unreadable-request.js';

/** The Fastify options of every HTTP server: timeouts, request ids and errors outside the routes. */
export const serverOptions = (
  filter: ProblemFilter,
  { headersMs, requestMs, checkEveryMs: lookEveryMs } = defaultClientTimeouts,
) => ({
  return503OnClosing: false,
  requestTimeout: requestMs, // until the request has arrived; the response has no timeout here
  http: { headersTimeout: headersMs, connectionsCheckingInterval: lookEveryMs },
  genReqId: beginRequest,
  frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
    filter.respond(error, request, reply),
  clientErrorHandler: answerUnreadable,
});

/** Swagger UI needs its own scripts and inline styles. Requests over http must not be upgraded to https. */
const contentSecurity = {
  defaultSrc: [`'self'`],
  scriptSrc: [`'self'`],
  styleSrc: [`'self'`, `'unsafe-inline'`],
  imgSrc: [`'self'`, 'data:'],
  upgradeInsecureRequests: null,
};

export const secureHeaders = async (fastify: FastifyInstance): Promise<void> => {
  await fastify.register(helmet, {
    contentSecurityPolicy: { directives: contentSecurity },
    crossOriginOpenerPolicy: false,
  });
};

/** Sends `Connection: close` during shutdown. Busy keep-alive connections would delay it for minutes. */
export const closeConnectionsWhileStopping = (
  fastify: FastifyInstance,
  stopping: () => void = () => undefined,
): void => {
  let isStopping = false;
  fastify.addHook('preClose', done => {
    isStopping = true;
    stopping();
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (isStopping) reply.header('connection', 'close');
    done(null, payload);
  });
};
