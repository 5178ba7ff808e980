import type { OpenAPIObject } from '@nestjs/swagger';
import { patternOfPath } from '@tuntas/platform';
import type { Upstream } from './gateway.settings.js';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
  readonly owner: Upstream;
}

export type Documented = readonly [Upstream, OpenAPIObject];

/**
 * The routing table: the owner of each operation, from the services' OpenAPI documents. If several services have the
 * same operation, the first is its owner.
 */
export class Routes {
  private readonly routes: readonly Route[];

  constructor(documented: readonly Documented[]) {
    this.routes = documented
      .flatMap(([owner, { paths }]) =>
        Object.entries(paths).flatMap(([path, item]) =>
          Object.keys(item).map(method => ({
            method: method.toUpperCase(),
            path,
            pattern: patternOfPath(path),
            owner,
          })),
        ),
      )
      .sort((one, other) => literalFirst(one.path, other.path));
  }

  /** @param path without the query. @returns null if no document has the operation */
  ownerOf(method: string, path: string): Upstream | null {
    return this.routeOf(method, path)?.owner ?? null;
  }

  /**
   * The route pattern as in the OpenAPI document, such as `/v1/complaints/{id}`.
   * @returns null if no document has the operation
   */
  patternOf(method: string, path: string): string | null {
    return this.routeOf(method, path)?.path ?? null;
  }

  private routeOf(method: string, path: string): Route | undefined {
    const [wanted, decoded] = [method === 'HEAD' ? 'GET' : method, decodeURI(path)];
    return this.routes.find(route => route.method === wanted && route.pattern.test(decoded));
  }
}

/**
 * Orders literal segments before parameters, as the services' own routers do: `/v1/complaints/count` comes before
 * `/v1/complaints/{id}`, because a brace sorts after every letter.
 */
const literalFirst = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
