import { Agent, request } from 'node:http';
import type { Random } from '../lab/model.js';

export interface Answer {
  readonly status: number;
  readonly body: any;
}
export interface Question {
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
    private readonly doors: () => readonly string[],
    private readonly random: Random,
  ) {}

  /** Sends one request to a random gateway. @throws Error without a complete response within ten seconds */
  ask({ method, path, headers = {}, body }: Question): Promise<Answer> {
    const text = body && JSON.stringify(body);
    const signal = AbortSignal.timeout(timeoutMs);
    return new Promise((resolve, reject) => {
      const asked = request(
        new URL(path, this.random.pick(this.doors())),
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
      asked.on('error', reject);
      asked.end(text);
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
