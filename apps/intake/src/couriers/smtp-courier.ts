import { readFileSync } from 'node:fs';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { delivered, later, refused, type DeliveryOutcome } from '../domain/delivery.js';
import { Courier, type Letter } from '../use-cases/message-ports.js';
import { composed, isMailAddress, type Sender } from './composed.js';

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: 'at-once' | 'required' | 'offered' | 'never';
  readonly caFile: string | null;
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: Sender;
  readonly connectMs: number;
  readonly deadlineMs: number;
}

/** How long a server may take to say good-bye. */
const partingMs = 1_000;

/**
 * Mail by SMTP, a connection for each: a server that hangs, drops or refuses one message says nothing about another.
 * Only a reply of 2xx to the last line of the message counts; whatever else happens it may come a second time, under
 * the same Message-ID.
 */
export class SmtpCourier extends Courier {
  private readonly connection: SMTPConnection.Options;

  constructor(private readonly options: SmtpOptions) {
    super();
    const { host, port, tls, caFile, connectMs, deadlineMs } = options;
    this.connection = {
      host,
      port,
      secure: tls === 'at-once',
      requireTLS: tls === 'required',
      ignoreTLS: tls === 'never',
      connectionTimeout: connectMs,
      dnsTimeout: connectMs,
      greetingTimeout: connectMs,
      socketTimeout: deadlineMs,
      socketCloseTimeout: 0,
      ...(caFile !== null && { tls: { ca: readFileSync(caFile) } }),
    };
  }

  async deliver(letter: Letter, stopping: AbortSignal): Promise<DeliveryOutcome> {
    if (!isMailAddress(letter.address)) return refused('address.unusable');
    const mail = await composed(letter, this.options.from);
    // No AbortSignal.any: whatever it makes, the signal that lives as long as the process would remember for ever.
    const ending = new AbortController();
    const end = (): void => {
      ending.abort();
    };
    const deadline = setTimeout(end, this.options.deadlineMs);
    stopping.addEventListener('abort', end);
    if (stopping.aborted) end();
    try {
      return await this.send(letter.address, mail, ending.signal);
    } finally {
      clearTimeout(deadline);
      stopping.removeEventListener('abort', end);
    }
  }

  private async send(address: string, mail: Buffer, ending: AbortSignal): Promise<DeliveryOutcome> {
    const { login, from } = this.options;
    const connection = new SMTPConnection(this.connection);
    let connected = false;
    const ended = endOf(connection, ending);
    const step = <T>(ask: (done: (error?: Error | null, answer?: T) => void) => void): Promise<unknown> =>
      Promise.race([
        ended,
        new Promise<void>((resolve, reject) => {
          ask(error => {
            if (error) reject(error);
            else resolve();
          });
        }),
      ]);
    try {
      await step(done => {
        connection.connect(done);
      });
      connected = true;
      if (login)
        await step(done => {
          connection.login({ credentials: { user: login.user, pass: login.password } }, done);
        });
      await step(done => {
        connection.send({ from: from.address, to: [address] }, mail, done);
      });
    } catch (error) {
      connection.close();
      return outcomeOf(error as SmtpError, connected);
    }
    part(connection);
    return delivered;
  }
}

interface SmtpError extends Error {
  readonly code?: string;
  /** What the system called it. */
  readonly originalCode?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** Rejects when the connection or its time has ended. */
const endOf = (connection: SMTPConnection, ending: AbortSignal): Promise<never> => {
  const ended = new Promise<never>((_, reject) => {
    const end = (code: string) => () => {
      reject(Object.assign(new Error(code), { code }));
    };
    connection.on('error', reject); // one that nobody heard would end the process
    connection.once('end', end('ECONNECTION'));
    if (ending.aborted) end('ETIMEDOUT')();
    else ending.addEventListener('abort', end('ETIMEDOUT'), { once: true });
  });
  ended.catch(() => undefined);
  return ended;
};

const part = (connection: SMTPConnection): void => {
  const timer = setTimeout(() => {
    connection.close();
  }, partingMs).unref();
  connection.once('end', () => {
    clearTimeout(timer);
  });
  connection.quit();
};

/**
 * 5xx is for good where it is about this address or this text (RFC 3463: but not X.7.x, which is about us), anything
 * else may be better tomorrow.
 */
const outcomeOf = (
  { code, originalCode, command, response, responseCode }: SmtpError,
  connected: boolean,
): DeliveryOutcome => {
  if (code === 'ETLS' || /CERT|TLS|SSL|ISSUER/.test(originalCode ?? '')) return later('server.insecure');
  if (responseCode !== undefined) {
    if (responseCode < 500) return later('server.busy');
    const isAboutUs = /^5\d\d[ -]5\.7\.\d+/.test(response ?? '') || responseCode === 530;
    if (command === 'RCPT TO' && !isAboutUs) return refused('recipient.refused');
    if (command === 'DATA' && !isAboutUs) return refused('message.refused');
    return later('server.refused');
  }
  switch (code) {
    case 'EAUTH':
      return later('server.refused');
    case 'EMESSAGE':
      return refused('message.refused');
    case 'EENVELOPE':
      return refused('address.unusable');
    case 'ETIMEDOUT':
      return later('server.silent');
    default:
      return later(connected ? 'server.disconnected' : 'server.unreachable');
  }
};
