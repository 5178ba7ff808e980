import type { FastifyInstance } from 'fastify';
import { Refusal } from './problem.js';

interface KnownPath {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** The methods of each path that is served, so that another method can be told from an unknown path. */
export class KnownPaths {
  private readonly paths = new Map<string, KnownPath>();

  /** @param path with parameters as `{id}` or `:id`; `*` at its end stands for anything */
  add(method: string, path: string): void {
    const known = this.paths.get(path) ?? { pattern: patternOf(path), methods: new Set<string>() };
    this.paths.set(path, known);
    known.methods.add(method);
    if (method === 'GET') known.methods.add('HEAD');
  }

  /** @param path without the query. @returns the value of `Allow`; null where nothing is served at this path */
  allowedAt(path: string): string | null {
    const methods = new Set([...this.paths.values()].flatMap(known => known.pattern.test(path) ? [...known.methods] : []));
    return methods.size === 0 ? null : [...methods, 'OPTIONS'].sort().join(', ');
  }
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}|:\w+/g, '[^/]+').replace(/\*$/, '.*')}$`);

/** What a path that is known answers to a method that it does not serve: 204 to OPTIONS, else 405. @throws Refusal 405 */
export const answerOtherMethod = (method: string, allowed: string): { readonly allow: string } => {
  if (method === 'OPTIONS') return { allow: allowed };
  throw new Refusal(405, 'request.method', { facts: { method, allowed }, headers: { allow: allowed } });
};

/** Answers other methods on every path that this server itself serves, before anybody asks for a token. Must be called before any route is added. */
export const answerOtherMethods = (fastify: FastifyInstance, known = new KnownPaths()): KnownPaths => {
  fastify.addHook('onRoute', ({ method, url }) => { for (const each of [method].flat()) known.add(each, url); });
  fastify.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const allowed = known.allowedAt(pathOf(request.url));
    if (allowed !== null) return reply.code(204).headers(answerOtherMethod(request.method, allowed)).send();
  });
  return known;
};

/** As routers read it. */
const pathOf = (url: string): string => {
  const path = url.split('?', 1)[0]!;
  try { return decodeURI(path); } catch { return path; }
};
