import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defaultClientTimeouts } from './arrivals.js';
import type { ProblemFilter } from './problem.filter.js';
import { beginRequest } from './trace.js';
import { answerUnreadable } from './unreadable-request.js';

/** How every HTTP server of the system treats a request before anybody has looked at it. Options of Fastify. */
export const serverOptions = (
  filter: ProblemFilter,
  { headersMs, requestMs, lookEveryMs } = defaultClientTimeouts,
) => ({
  return503OnClosing: false,
  requestTimeout: requestMs, // for the request to arrive, not for its answer
  http: { headersTimeout: headersMs, connectionsCheckingInterval: lookEveryMs },
  genReqId: beginRequest,
  frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => filter.answer(error, request, reply),
  clientErrorHandler: answerUnreadable,
});

/** Swagger UI needs its own scripts and inline styles, and plain http must stay plain. */
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

/** A busy keep-alive connection would hold the stop for minutes: its last answer says that it ends. */
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
