import type { OpenAPIObject } from '@nestjs/swagger';
import { patternOfPath, type Upstream } from '@tuntas/service';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
  readonly owner: Upstream;
}

export type Documented = readonly [Upstream, OpenAPIObject];

/**
 * Who serves which operation, as the services' own documents tell it; of what several serve, the first is the owner.
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

  /** @param path without the query. @returns null where no document names it */
  ownerOf(method: string, path: string): Upstream | null {
    return this.routeOf(method, path)?.owner ?? null;
  }

  /** The pattern as the document writes it, such as `/v1/complaints/{id}`. @returns null where no document names it */
  patternOf(method: string, path: string): string | null {
    return this.routeOf(method, path)?.path ?? null;
  }

  private routeOf(method: string, path: string): Route | undefined {
    const [asked, plain] = [method === 'HEAD' ? 'GET' : method, decodeURI(path)];
    return this.routes.find(route => route.method === asked && route.pattern.test(plain));
  }
}

/**
 * A brace sorts behind every letter: `/v1/complaints/count` comes before `/v1/complaints/{id}`, as in the services' own
 * routers.
 */
const literalFirst = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
