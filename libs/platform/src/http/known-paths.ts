import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../api/problems/problem.js';

interface KnownPath {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** The methods of each served path, which distinguish an unsupported method (405) from an unknown path (404). */
export class KnownPaths {
  private readonly paths = new Map<string, KnownPath>();

  /** @param path with parameters as `{id}` or `:id`; a trailing `*` matches any suffix */
  add(method: string, path: string): void {
    const known = this.paths.get(path) ?? { pattern: patternOfPath(path), methods: new Set<string>() };
    this.paths.set(path, known);
    known.methods.add(method);
    if (method === 'GET') known.methods.add('HEAD');
  }

  /** @param path without the query. @returns the value of `Allow`; null for an unknown path */
  allowedAt(path: string): string | null {
    const methods = new Set(
      [...this.paths.values()].flatMap(known => (known.pattern.test(path) ? [...known.methods] : [])),
    );
    return methods.size === 0 ? null : [...methods, 'OPTIONS'].sort().join(', ');
  }
}

/** The regular expression of a path pattern. Each parameter matches one segment. */
export const patternOfPath = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/[.+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{\w+\}|:\w+/g, '[^/]+')
      .replace(/\*$/, '.*')}$`,
  );

/**
 * Responds to unsupported methods of known paths before authentication: 204 for OPTIONS, otherwise 405.
 * @param allowedFor the value of `Allow` for a request that matches no route of this server; null for an unknown path
 */
export const answerOtherMethodsBy = (
  fastify: FastifyInstance,
  allowedFor: (request: FastifyRequest) => string | null,
): void => {
  fastify.addHook('onRequest', async (request, reply) => {
    const allowed = request.is404 ? allowedFor(request) : null;
    if (allowed === null) return;
    if (request.method === 'OPTIONS') return reply.code(204).header('allow', allowed).send();
    throw new Refusal(405, 'request.method', {
      facts: { method: request.method, allowed },
      headers: { allow: allowed },
    });
  });
};

/** Applies `answerOtherMethodsBy` to this server's own routes. Must be called before any route is added. */
export const answerOtherMethods = (fastify: FastifyInstance): void => {
  const known = new KnownPaths();
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) known.add(each, url);
  });
  answerOtherMethodsBy(fastify, ({ url }) => known.allowedAt(pathOf(url)));
};

/** The decoded path, as routers match it. */
const pathOf = (url: string): string => {
  const path = url.split('?', 1)[0]!;
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};
