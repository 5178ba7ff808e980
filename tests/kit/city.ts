import pg from 'pg';
import type { Role } from '@tuntas/kernel';
import type { PublishedEvent } from './published-events.js';
import type { ResponseBody, Schemas } from './response-body.js';

export interface TestResponse<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
  /** The body of a refusal. */
  readonly problem: Schemas['Problem'];
}
export interface RequestOptions {
  /** Role, or role and office as `officer:PUPR`; several roles as `officer+auditor:PUPR`. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Nothing, or a query string with its question mark; it keeps the path before it known to the compiler. */
export type Query = '' | `?${string}`;

/** A running system in any deployment shape, accessed over HTTP and through its database. */
export abstract class City {
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly admin: pg.Pool;

  protected constructor(
    readonly url: string,
    readonly adminUrl: string,
  ) {
    this.admin = new pg.Pool({ connectionString: adminUrl, max: 4 });
    this.admin.on('error', () => undefined);
  }

  /** The events published for a complaint, or all events: each event once, in sequence order of its subject. */
  abstract publishedEvents(subject?: string): Promise<readonly PublishedEvent[]>;

  /** Closes the connections of this object. */
  protected leave(): Promise<void> {
    return this.admin.end();
  }

  /** Runs a statement as superuser on its own connection. */
  async sql<Row extends pg.QueryResultRow = Record<string, unknown>>(
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    return (await this.admin.query<Row>(text, values)).rows;
  }

  /** A superuser's connection that the caller releases; for tests that hold locks. */
  connection(): Promise<pg.PoolClient> {
    return this.admin.connect();
  }

  token(as: string): Promise<string> {
    let token = this.tokens.get(as);
    if (!token) this.tokens.set(as, (token = this.requestToken(as)));
    return token;
  }

  get<const Path extends string>(
    path: Path,
    options: RequestOptions = {},
  ): Promise<TestResponse<ResponseBody<'GET', Path>>> {
    return this.send('GET', path, undefined, options);
  }
  post<const Path extends string>(
    path: Path,
    body: unknown,
    options: RequestOptions = {},
  ): Promise<TestResponse<ResponseBody<'POST', Path>>> {
    return this.send('POST', path, JSON.stringify(body), {
      ...options,
      headers: { 'content-type': 'application/json', ...options.headers },
    });
  }

  /** Sends a body unchanged. */
  async send<const Method extends string, const Path extends string>(
    method: Method,
    path: Path,
    body: BodyInit | undefined,
    { as, headers = {} }: RequestOptions = {},
  ): Promise<TestResponse<ResponseBody<Method, Path>>> {
    const authorization = as ? { authorization: `Bearer ${await this.token(as)}` } : {};
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...authorization, ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    const content = json ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, text, body: content, problem: content };
  }

  /** Lodges a pothole complaint as a clerk, with the given fields changed. @throws Error if it is not created */
  async lodge(
    different: object = {},
    options: RequestOptions = { as: 'counter_clerk' },
  ): Promise<Schemas['LodgedComplaint']> {
    const answer = await this.post('/v1/complaints', { ...pothole, ...different }, options);
    if (answer.status !== 201) throw new Error(`could not lodge the complaint: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  async complaint(id: string, as = 'coordinator'): Promise<Schemas['Complaint']> {
    const answer = await this.get(`/v1/complaints/${id}`, { as });
    if (answer.status !== 200) throw new Error(`could not read the complaint: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** Advances business time and waits until all due work is done. */
  async advance(duration: string): Promise<void> {
    await this.setClock({ advance: duration });
  }
  async set(instant: string): Promise<void> {
    await this.setClock({ set: instant });
  }
  async jump(duration: string): Promise<void> {
    await this.setClock({ jump: duration });
  }
  /** Waits until all consumers have handled all events. */
  async settle(): Promise<void> {
    await this.setClock({ advance: 'PT0S' });
  }

  private async setClock(body: object): Promise<void> {
    const answer = await this.post('/dev/clock', body);
    if (answer.status !== 200) throw new Error(`could not set the clock: ${answer.status} ${answer.text}`);
  }

  private async requestToken(as: string): Promise<string> {
    const [roleList, office, name] = as.split(':') as [string, string | undefined, string | undefined];
    const [role, ...roles] = roleList.split('+') as Role[];
    const answer = await this.post('/dev/token', {
      role,
      ...(roles.length > 0 && { roles }),
      ...(office && { office }),
      ...(name && { name }),
    });
    if (answer.status !== 200) {
      this.tokens.delete(as);
      throw new Error(`could not get a token: ${answer.status} ${answer.text}`);
    }
    return answer.body.accessToken;
  }
}

export const pothole = {
  channel: 'counter',
  counter: 'MPP-03',
  category: 'roads.pothole',
  subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
  description: 'Sudah tiga minggu ada lubang besar di depan sekolah, dua anak jatuh dari sepeda.',
  requestedSettlement: 'Mohon ditambal',
  location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59, address: 'Jl. Padat Karya' },
  complainant: {
    name: 'Siti Rahmah',
    nationalId: '6371046505800001',
    phone: '+6281234567890',
    address: 'Sungai Andai RT 12',
  },
  consentToOmbudsman: true,
};

const timeoutMs = 300_000;

/**
 * Polls until the condition holds.
 * @throws Error with the last value after five minutes; even a machine under tenfold load needs less
 */
export const until = async <T>(look: () => Promise<T>, holds: (value: T) => boolean = Boolean): Promise<T> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (performance.now() > deadline)
      throw new Error(`condition not met in time; last value: ${JSON.stringify(value)?.slice(0, 4_000)}`);
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }
};
