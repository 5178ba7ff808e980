import { setTimeout as delay } from 'node:timers/promises';
import type { ResponseBody, Schemas } from '../../kit/response-body.js';
import type { Journal } from '../lab/journal.js';
import type { Attempt, Outcome, Random } from '../lab/model.js';
import type { BusinessTime } from './business-time.js';
import type { ActQueue } from './act-queue.js';
import { Http, type HttpResponse, type HttpRequest } from './http.js';

export interface ClientContext {
  readonly number: number;
  readonly gatewayUrls: () => readonly string[];
  readonly random: Random;
  /** The journal of all acts; each is on disk before the call is made. */
  readonly journal: Pick<Journal, 'began' | 'ended'>;
  readonly queue: ActQueue;
  readonly time: BusinessTime;
  readonly isOver: () => boolean;
}
/** One act over HTTP. Its key is the Idempotency-Key, and every text in its body contains it. */
export interface Call<Path extends string> {
  readonly act: string;
  readonly complaintId: string | null;
  readonly path: Path;
  /** A role, or role and office as `officer:PUPR`; null means no token. */
  readonly as: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: (key: string) => object;
  /** Extracts the changed resource from the response. */
  readonly answered?: (body: ResponseBody<'POST', Path>) => Attempt['answered'];
}
export interface Done<Body = unknown> {
  readonly outcome: Outcome;
  /** Absent without a response. */
  readonly body: Body | undefined;
}

export const keyPattern = 'key-[0-9]+-[0-9]+';
const triesAtMost = 8;
const longestDelayMs = 2_000;
const duplicateOneIn = 50;

/**
 * A client of the system. It records each act before and after the call, and retries under the same key while the
 * outcome is unknown.
 */
export class Client {
  private readonly http: Http;
  private readonly tokens = new Map<string, string>();
  private calls = 0;
  readonly random: Random;
  readonly queue: ActQueue;
  readonly time: BusinessTime;

  constructor(private readonly context: ClientContext) {
    ({ random: this.random, queue: this.queue, time: this.time } = context);
    this.http = new Http(context.gatewayUrls, context.random.branch('doors'));
  }

  async act<const Path extends string>({
    act,
    complaintId,
    path,
    as,
    headers = {},
    body,
    answered = versionOf,
  }: Call<Path>): Promise<Done<ResponseBody<'POST', Path>>> {
    type Body = ResponseBody<'POST', Path>;
    const { number, journal } = this.context;
    const key = `key-${number}-${++this.calls}`;
    const request: HttpRequest = {
      method: 'POST',
      path,
      headers: { ...headers, 'idempotency-key': key },
      body: body(key),
    };
    await journal.began({ key, client: number, act, complaintId });
    const copies = this.random.between(1, duplicateOneIn) === 1 ? 2 : 1;
    const ends = await Promise.all(Array.from({ length: copies }, () => this.untilKnown(request, as)));
    const end =
      ends.find(({ outcome }) => outcome === 'ok') ?? ends.find(({ outcome }) => outcome === 'unknown') ?? ends[0]!;
    await journal.ended(key, {
      outcome: end.outcome,
      status: end.answer?.status ?? null,
      answered: end.outcome === 'ok' ? answered(end.answer!.body as Body) : null,
    });
    return { outcome: end.outcome, body: end.answer?.body as Body | undefined };
  }

  /** Reads a resource; null if it is not available. */
  async read<const Path extends string>(path: Path, as: string | null): Promise<ResponseBody<'GET', Path> | null> {
    const answer = await this.once({ method: 'GET', path }, as);
    return answer?.status === 200 ? (answer.body as ResponseBody<'GET', Path>) : null;
  }

  close(): void {
    this.http.close();
  }

  /** A refusal is final only if no earlier try may have succeeded. */
  private async untilKnown(
    request: HttpRequest,
    as: string | null,
  ): Promise<{ outcome: Outcome; answer: HttpResponse | null }> {
    let doubtful = false;
    let last: HttpResponse | null = null;
    for (let tries = 1; tries <= triesAtMost; tries += 1) {
      if (tries > 1) {
        if (this.context.isOver()) break;
        await delay(Math.min(longestDelayMs, 100 * 2 ** (tries - 1)) * (0.5 + this.random.fraction()));
      }
      const answer = await this.once(request, as);
      last = answer ?? last;
      if (answer && answer.status < 300) return { outcome: 'ok', answer };
      if (answer?.status === 401) this.tokens.delete(as ?? '');
      else if (answer && isRefusal(answer)) return { outcome: doubtful ? 'unknown' : 'fail', answer };
      else if (answer?.status !== 429) doubtful = true;
    }
    return { outcome: doubtful ? 'unknown' : 'fail', answer: last };
  }

  /** Returns null without a response. A call that was not made for lack of a token counts as such, too. */
  private async once(request: HttpRequest, as: string | null): Promise<HttpResponse | null> {
    try {
      const authorization = as === null ? {} : { authorization: `Bearer ${await this.token(as)}` };
      return await this.http.send({ ...request, headers: { ...authorization, ...request.headers } });
    } catch {
      return null;
    }
  }

  private async token(as: string): Promise<string> {
    const known = this.tokens.get(as);
    if (known) return known;
    const [role, office] = as.split(':');
    const { status, body } = await this.http.send({
      method: 'POST',
      path: '/dev/token',
      body: { role, ...(office && { office }) },
    });
    if (status !== 200) throw new Error(`could not get a token: ${status}`);
    const { accessToken } = body as Schemas['DevToken'];
    this.tokens.set(as, accessToken);
    return accessToken;
  }
}

const isRefusal = ({ status, body }: HttpResponse): boolean =>
  status < 500 &&
  status !== 408 &&
  status !== 429 &&
  !String((body as Partial<Schemas['Problem']> | null)?.type).endsWith('idempotency.still-running');

const versionOf = (body: unknown): Attempt['answered'] => {
  const { id, version } = (body ?? {}) as Partial<Schemas['Complaint']>;
  return typeof version === 'number' ? { id: id!, version } : null;
};
