import { setTimeout as pause } from 'node:timers/promises';
import type { OpenAPIObject } from '@nestjs/swagger';
import {
  describeError,
  mergedDocument,
  KnownPaths,
  servedDocument,
  Refusal,
  type CheckResult,
  type Log,
  type ServedDocument,
} from '@tuntas/platform';
import type { Upstream } from './gateway.settings.js';
import { Routes, type Documented } from './routes.js';

const firstPauseMs = 100;
const longestPauseMs = 2_000;
const timeoutMs = 5_000;
/** The readiness endpoint of a service responds within 1.5 s unless the service hangs. */
const readinessTimeoutMs = 1_900;

interface Readiness {
  readonly status: 'ready' | 'not_ready';
  readonly checks: readonly CheckResult[];
  readonly warnings: readonly string[];
}

/** The services behind the gateway, with their OpenAPI documents. */
export class Services {
  private readonly documents = new Map<Upstream, OpenAPIObject>();
  private routes = new Routes([]);
  private paths = new KnownPaths();
  private joined = servedDocument(mergedDocument([]));

  constructor(
    private readonly upstreams: readonly Upstream[],
    private readonly log: Log,
  ) {}

  /** Fetches the OpenAPI document of each service, with retries until it responds. @param signal stops the retries */
  async loadDocuments(signal: AbortSignal): Promise<void> {
    await Promise.all(this.upstreams.map(upstream => this.loadDocument(upstream, signal)));
  }

  /** The merged OpenAPI document. */
  get document(): ServedDocument {
    return this.joined;
  }

  /**
   * The service that handles a request. The first service handles requests that no document describes, such as those
   * for Swagger UI or an unknown path.
   * @throws Refusal 503 while the routes of a possible owner are not loaded
   */
  ownerOf(method: string, path: string): Upstream {
    const owner = this.routes.ownerOf(method, path);
    if (owner) return owner;
    if (this.documents.size < this.upstreams.length)
      throw new Refusal(503, 'service.busy', { headers: { 'retry-after': '1' } });
    return this.upstreams[0]!;
  }

  /** The value of `Allow` for a known path that does not support this method; otherwise null. */
  allowedAt(method: string, path: string): string | null {
    return this.routes.ownerOf(method, path) ? null : this.paths.allowedAt(decodeURI(path));
  }

  /** The route pattern of a request; null if no document has the operation. */
  routeOf(method: string, path: string): string | null {
    return this.routes.patternOf(method, path);
  }

  /** The merged readiness: ready if all services are ready. */
  async readiness(): Promise<Readiness> {
    const results = await Promise.all(this.upstreams.map(upstream => this.readinessOf(upstream)));
    return {
      status: results.every(({ status }) => status === 'ready') ? 'ready' : 'not_ready',
      checks: results.flatMap(({ checks }) => checks),
      warnings: [...new Set(results.flatMap(({ warnings }) => warnings))],
    };
  }

  private async readinessOf(upstream: Upstream): Promise<Readiness> {
    const { service, url } = upstream;
    try {
      if (!this.documents.has(upstream)) throw new Error('routes not loaded yet');
      const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(readinessTimeoutMs) });
      const readiness = (await response.json()) as Readiness;
      return { ...readiness, checks: readiness.checks.map(check => ({ ...check, name: named(service, check.name) })) };
    } catch (error) {
      this.log.warn({ service, ...describeError(error) }, 'not ready');
      return { status: 'not_ready', checks: [{ name: service, status: 'down' }], warnings: [] };
    }
  }

  private async loadDocument(upstream: Upstream, signal: AbortSignal): Promise<void> {
    for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        const response = await fetch(`${upstream.url}/openapi.json`, {
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        });
        if (!response.ok) throw new Error(`responded with status ${response.status}`);
        return this.addDocument(upstream, (await response.json()) as OpenAPIObject);
      } catch (error) {
        this.log.warn({ service: upstream.service, ...describeError(error) }, 'routes not loaded, will retry');
      }
      await pause(pauseMs, undefined, { signal }).catch(() => undefined); // the loop condition checks the signal
    }
  }

  private addDocument(upstream: Upstream, document: OpenAPIObject): void {
    this.documents.set(upstream, document);
    const documented = this.upstreams.flatMap((each): Documented[] =>
      this.documents.has(each) ? [[each, this.documents.get(each)!]] : [],
    );
    this.routes = new Routes(documented);
    this.paths = new KnownPaths();
    for (const [, { paths }] of documented)
      for (const [path, item] of Object.entries(paths))
        for (const method of Object.keys(item)) this.paths.add(method.toUpperCase(), path);
    this.joined = servedDocument(mergedDocument(documented.map(([, each]) => each)));
  }
}

/** Prefixes the service, because the checks of different processes have the same names. */
const named = (service: string, check: string): string => (check.startsWith(service) ? check : `${service} ${check}`);
