import type { FastifyInstance } from 'fastify';

/** All routes of Fastify, parsed from its printed route tree. */
export const routesOf = (fastify: FastifyInstance): { readonly method: string; readonly path: string }[] => {
  const above: string[] = [];
  return fastify
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap(line => {
      const [, indent, part, methods] = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
      if (indent === undefined || part === undefined) return [];
      const depth = indent.length / 4;
      above.splice(depth, Infinity, part);
      return (methods?.split(', ') ?? []).map(method => ({ method, path: above.join('') }));
    });
};
