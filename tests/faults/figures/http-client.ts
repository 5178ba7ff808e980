import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** From the call to the last byte. */
  readonly ms: number;
}
interface RequestOptions {
  /** A role, or role and office as `officer:PUPR`. */
  readonly as?: string;
  /** The Idempotency-Key. */
  readonly key?: string;
}

const timeoutMs = 30_000;
const connectionsAtMost = 2_000;

/** HTTP client for one address with keep-alive connections. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: connectionsAtMost });
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(private readonly port: number) {}

  get(path: string, more: RequestOptions = {}): Promise<Answer> {
    return this.send('GET', path, undefined, more);
  }
  post(path: string, body: object, more: RequestOptions = {}): Promise<Answer> {
    return this.send('POST', path, JSON.stringify(body), more);
  }
  close(): void {
    this.agent.destroy();
  }

  /** @throws Error without a complete response within half a minute */
  private async send(
    method: string,
    path: string,
    body: string | undefined,
    { as, key }: RequestOptions,
  ): Promise<Answer> {
    const token = as && (await this.token(as));
    const headers = {
      ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(key && { 'idempotency-key': key }),
    };
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const clientRequest = request(
        { host: '127.0.0.1', port: this.port, agent: this.agent, method, path, headers, timeout: timeoutMs },
        answer => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('close', () => {
            if (!answer.complete) reject(new Error('incomplete response'));
          });
          answer.on('end', () => {
            resolve({
              status: answer.statusCode!,
              headers: answer.headers,
              text: Buffer.concat(chunks).toString('utf8'),
              ms: performance.now() - startedAt,
            });
          });
        },
      );
      clientRequest.on('timeout', () => {
        clientRequest.destroy(new Error('no response'));
      });
      clientRequest.on('error', reject);
      clientRequest.end(body);
    });
  }

  private token(as: string): Promise<string> {
    let token = this.tokens.get(as);
    if (!token) this.tokens.set(as, (token = this.requestToken(as)));
    return token;
  }

  private async requestToken(as: string): Promise<string> {
    const [role, office] = as.split(':');
    const { status, text } = await this.post('/dev/token', { role, ...(office && { office }) });
    if (status !== 200) throw new Error(`could not get a token: ${status} ${text}`);
    return (JSON.parse(text) as { accessToken: string }).accessToken;
  }
}
