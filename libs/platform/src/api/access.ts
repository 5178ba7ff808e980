import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { roles as allRoles, type Actor, type Role } from '@tuntas/kernel';
import { Refusal } from './problems/problem.js';
import type { Caller, TokenVerifier } from './token-verifier.js';

/** Who may call an operation. */
export type Policy = readonly Role[] | 'anyone-with-token' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy;
  }
  interface FastifyRequest {
    /** Null when the route is public. */
    caller: Caller | null;
    /** The caller in the role that permits this operation; the citizen when the route is public. */
    actor: Actor;
  }
}

/** Routes that no controller declares: the OpenAPI document, Swagger UI's files and the Prometheus metrics. */
const undeclared = /^\/(openapi\.json|metrics|docs(\/.*)?)$/;
const citizen: Actor = { role: 'citizen', ref: 'citizen', office: null, client: null };

/**
 * Denies by default. A route without a declared policy prevents the start. A request without a sufficient token is
 * refused before its body is read. Must be called before any route is added.
 * @throws Error when a route declares no policy, or is a development route in production
 */
export const guardRoutes = (
  fastify: FastifyInstance,
  verifier: TokenVerifier,
  { production }: { readonly production: boolean },
): void => {
  fastify.decorateRequest('caller', null);
  fastify.decorateRequest('actor', null as unknown as Actor);
  fastify.addHook('onRoute', route => {
    if (undeclared.test(route.url)) route.config = { ...route.config, policy: 'public' };
    if (!route.config?.policy)
      throw new Error(`${String(route.method)} ${route.url} declares no policy: give its method an @Operation.`);
    if (production && route.url.startsWith('/dev/')) throw new Error(`${route.url} is for development only.`);
  });
  fastify.addHook('onRequest', async request => {
    const policy = request.is404 ? 'anyone-with-token' : request.routeOptions.config.policy!;
    request.actor = citizen;
    if (policy === 'public') return;
    const caller = (request.caller = await verifier.verify(bearerOf(request)));
    if (!request.is404) request.actor = actorOf(caller, policy);
  });
};

/**
 * The caller as an actor in the first of the operation's roles that the caller holds. `others` has the further ones.
 * @throws Refusal 403 when the caller holds none of the roles
 */
export const actorOf = (caller: Caller, policy: readonly Role[] | 'anyone-with-token'): Actor => {
  const allowed = policy === 'anyone-with-token' ? allRoles : policy;
  const [role, ...others] = allowed.filter(candidate => caller.roles.includes(candidate));
  if (!role) throw new Refusal(403, 'access.role-required');
  return { role, ref: caller.ref, office: caller.office, client: caller.client, ...(others.length > 0 && { others }) };
};

const bearerOf = ({ headers }: FastifyRequest): string => {
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '') ?? [];
  if (!token) throw new Refusal(401, 'access.token-required', { headers: { 'www-authenticate': 'Bearer' } });
  return token;
};

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

/** Injects the token holder with all roles; null on a public route. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller | null => requestOf(context).caller,
);

/** Injects the actor: the caller in one role. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => requestOf(context).actor,
);
