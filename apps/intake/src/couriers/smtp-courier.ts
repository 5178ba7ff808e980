import { readFileSync } from 'node:fs';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { delivered, later, refused, type DeliveryOutcome } from '../domain/delivery.js';
import { Courier, type Letter } from '../use-cases/message-ports.js';
import { composeMail, isMailAddress, type Sender } from './compose-mail.js';

/** The SMTP connection of the mail server. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /**
   * `at-once`: implicit TLS. `required`: STARTTLS or failure. `offered`: STARTTLS if the server offers it. `never`: no
   * TLS. An invalid certificate is never accepted.
   */
  readonly tls: 'at-once' | 'required' | 'offered' | 'never';
  /** PEM file of a private certificate authority. */
  readonly caFile: string | null;
  readonly login: { readonly user: string; readonly password: string } | null;
}

export interface SmtpOptions extends MailServer {
  readonly from: Sender;
  readonly connectMs: number;
  readonly deadlineMs: number;
}

/** Timeout for the server's reply to QUIT. */
const quitTimeoutMs = 1_000;

/**
 * Sends mail by SMTP with one connection per message, so that a failure of one message does not affect another. A
 * message is delivered only if the server replies 2xx to the end of DATA. Otherwise it may be sent again with the same
 * Message-ID.
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
    const mail = await composeMail(letter, this.options.from);
    // AbortSignal.any would leak: the long-lived signal of the process would reference each derived signal.
    const abort = new AbortController();
    const end = (): void => {
      abort.abort();
    };
    const deadline = setTimeout(end, this.options.deadlineMs);
    stopping.addEventListener('abort', end);
    if (stopping.aborted) end();
    try {
      return await this.send(letter.address, mail, abort.signal);
    } finally {
      clearTimeout(deadline);
      stopping.removeEventListener('abort', end);
    }
  }

  private async send(address: string, mail: Buffer, abort: AbortSignal): Promise<DeliveryOutcome> {
    const { login, from } = this.options;
    const connection = new SMTPConnection(this.connection);
    let connected = false;
    const ended = rejectOnEnd(connection, abort);
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
    quit(connection);
    return delivered;
  }
}

interface SmtpError extends Error {
  readonly code?: string;
  /** The error code of the operating system. */
  readonly originalCode?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** A promise that rejects when the connection ends or the deadline expires. */
const rejectOnEnd = (connection: SMTPConnection, abort: AbortSignal): Promise<never> => {
  const ended = new Promise<never>((_, reject) => {
    const end = (code: string) => () => {
      reject(Object.assign(new Error(code), { code }));
    };
    connection.on('error', reject); // an unhandled error event would end the process
    connection.once('end', end('ECONNECTION'));
    if (abort.aborted) end('ETIMEDOUT')();
    else abort.addEventListener('abort', end('ETIMEDOUT'), { once: true });
  });
  ended.catch(() => undefined);
  return ended;
};

const quit = (connection: SMTPConnection): void => {
  const timer = setTimeout(() => {
    connection.close();
  }, quitTimeoutMs).unref();
  connection.once('end', () => {
    clearTimeout(timer);
  });
  connection.quit();
};

/**
 * Maps an SMTP error to an outcome. A 5xx reply about the recipient or the content is permanent. RFC 3463 codes X.7.x
 * concern the sender, so they are temporary like all other errors.
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
