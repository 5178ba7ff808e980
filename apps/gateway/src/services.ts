import { setTimeout as pause } from 'node:timers/promises';
import type { OpenAPIObject } from '@nestjs/swagger';
import {
  describeError,
  joinedDocument,
  KnownPaths,
  madeOnce,
  Refusal,
  type CheckResult,
  type Log,
  type MadeOnce,
  type Upstream,
} from '@tuntas/service';
import { Routes, type Documented } from './routes.js';

const firstPauseMs = 100;
const longestPauseMs = 2_000;
const timeoutMs = 5_000;
/** Each service answers within 1.5 s, or hangs. */
const readinessWithinMs = 1_900;

interface Readiness {
  readonly status: 'ready' | 'not_ready';
  readonly checks: readonly CheckResult[];
  readonly warnings: readonly string[];
}

/** The services behind the gateway, and what they have told of themselves. */
export class Services {
  private readonly documents = new Map<Upstream, OpenAPIObject>();
  private routes = new Routes([]);
  private paths = new KnownPaths();
  private joined = madeOnce(joinedDocument([]));

  constructor(
    private readonly upstreams: readonly Upstream[],
    private readonly log: Log,
  ) {}

  /** Asks each service for its document, again and again until it answers. @param signal ends the asking */
  async learn(signal: AbortSignal): Promise<void> {
    await Promise.all(this.upstreams.map(upstream => this.learnFrom(upstream, signal)));
  }

  /** The OpenAPI document of all of them. */
  get document(): MadeOnce {
    return this.joined;
  }

  /**
   * Who answers a request. What no document names, such as the Swagger page or a mistaken path, is the first one's to
   * answer or refuse.
   * @throws Refusal 503 while a service that may own it has not told its routes
   */
  ownerOf(method: string, path: string): Upstream {
    const owner = this.routes.ownerOf(method, path);
    if (owner) return owner;
    if (this.documents.size < this.upstreams.length)
      throw new Refusal(503, 'service.busy', { headers: { 'retry-after': '1' } });
    return this.upstreams[0]!;
  }

  /** The value of `Allow` for a path that is known, but not with this method; null for every other. */
  allowedAt(method: string, path: string): string | null {
    return this.routes.ownerOf(method, path) ? null : this.paths.allowedAt(decodeURI(path));
  }

  /** The pattern that a request is served under; null where no document names one. */
  routeOf(method: string, path: string): string | null {
    return this.routes.patternOf(method, path);
  }

  /** Ready when all of them are. */
  async readiness(): Promise<Readiness> {
    const answers = await Promise.all(this.upstreams.map(upstream => this.readinessOf(upstream)));
    return {
      status: answers.every(({ status }) => status === 'ready') ? 'ready' : 'not_ready',
      checks: answers.flatMap(({ checks }) => checks),
      warnings: [...new Set(answers.flatMap(({ warnings }) => warnings))],
    };
  }

  private async readinessOf(upstream: Upstream): Promise<Readiness> {
    const { service, url } = upstream;
    try {
      if (!this.documents.has(upstream)) throw new Error('has not told its routes yet');
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(readinessWithinMs) });
      const readiness = (await answer.json()) as Readiness;
      return { ...readiness, checks: readiness.checks.map(check => ({ ...check, name: named(service, check.name) })) };
    } catch (error) {
      this.log.warn({ service, ...describeError(error) }, 'not ready');
      return { status: 'not_ready', checks: [{ name: service, status: 'down' }], warnings: [] };
    }
  }

  private async learnFrom(upstream: Upstream, signal: AbortSignal): Promise<void> {
    for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        const answer = await fetch(`${upstream.url}/openapi.json`, {
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        });
        if (!answer.ok) throw new Error(`answered ${answer.status}`);
        return this.remember(upstream, (await answer.json()) as OpenAPIObject);
      } catch (error) {
        this.log.warn({ service: upstream.service, ...describeError(error) }, 'will ask again for its routes');
      }
      await pause(pauseMs, undefined, { signal }).catch(() => undefined); // the loop ends by the signal itself
    }
  }

  private remember(upstream: Upstream, document: OpenAPIObject): void {
    this.documents.set(upstream, document);
    const documented = this.upstreams.flatMap((each): Documented[] =>
      this.documents.has(each) ? [[each, this.documents.get(each)!]] : [],
    );
    this.routes = new Routes(documented);
    this.paths = new KnownPaths();
    for (const [, { paths }] of documented)
      for (const [path, item] of Object.entries(paths))
        for (const method of Object.keys(item)) this.paths.add(method.toUpperCase(), path);
    this.joined = madeOnce(joinedDocument(documented.map(([, each]) => each)));
  }
}

/** Eight processes have checks of the same name. */
const named = (service: string, check: string): string => (check.startsWith(service) ? check : `${service} ${check}`);
