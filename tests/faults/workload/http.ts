import { Agent, request } from 'node:http';
import type { Random } from '../lab/model.js';

export interface HttpResponse {
  readonly status: number;
  readonly body: unknown;
}
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

const timeoutMs = 10_000;

/** HTTP client with its own keep-alive connections to the gateways. */
export class Http {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(
    private readonly gatewayUrls: () => readonly string[],
    private readonly random: Random,
  ) {}

  /** Sends one request to a random gateway. @throws Error without a complete response within ten seconds */
  send({ method, path, headers = {}, body }: HttpRequest): Promise<HttpResponse> {
    const text = body && JSON.stringify(body);
    const signal = AbortSignal.timeout(timeoutMs);
    return new Promise((resolve, reject) => {
      const clientRequest = request(
        new URL(path, this.random.pick(this.gatewayUrls())),
        {
          method,
          agent: this.agent,
          signal,
          headers: {
            ...headers,
            ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        },
        answer => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('close', () => {
            if (!answer.complete) reject(new Error('incomplete response'));
          });
          answer.on('end', () => {
            resolve({ status: answer.statusCode!, body: read(Buffer.concat(chunks).toString('utf8')) });
          });
        },
      );
      clientRequest.on('error', reject);
      clientRequest.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

const read = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
