import { createServer, type AddressInfo, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

/** How the server treats a mail to an address. */
export type Behaviour =
  | 'takes'
  | 'refuses the address'
  | 'refuses the text'
  | 'refuses us'
  | 'is busy'
  | 'says nothing'
  | 'hangs up after the text'
  | 'takes and dies';

export interface Received {
  readonly to: string;
  readonly messageId: string;
  readonly raw: string;
  /** Whether the server accepted the mail. */
  readonly taken: boolean;
}

const refusal = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code });

/** A real SMTP server in this process, with a configurable behaviour for each address. */
export class MailServer {
  /** Every received mail, whether it was accepted or not. */
  readonly received: Received[] = [];
  /** For every received mail, whether it came over TLS. */
  readonly secured: boolean[] = [];
  /** The number of attempts to send a mail, by address. */
  readonly attempts = new Map<string, number>();
  private readonly manners = new Map<string, Behaviour>();
  private defaultManner: Behaviour = 'takes';
  private readonly server: SMTPServer;
  /** Called when a mail has been received, before the server responds. */
  beforeAnswer: (messageId: string) => void = () => undefined;

  private constructor(options: SMTPServerOptions) {
    this.server = new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      ...options,
      onConnect: (_session, done) => {
        if (this.defaultManner === 'says nothing') return;
        done(this.defaultManner === 'is busy' ? refusal(421, 'Come again later') : null);
      },
      onRcptTo: ({ address }, _session, done) => {
        this.attempts.set(address, (this.attempts.get(address) ?? 0) + 1);
        switch (this.mannerTo(address)) {
          case 'refuses the address':
            return done(refusal(550, '5.1.1 No such user'));
          case 'refuses us':
            return done(refusal(554, '5.7.1 Relay access denied'));
          case 'is busy':
            return done(refusal(450, '4.2.1 Mailbox busy'));
          case 'says nothing':
            return;
          default:
            return done();
        }
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
        });
        stream.on('end', () => this.finish(Buffer.concat(chunks).toString('utf8'), session, done));
      },
    });
    this.server.on('error', () => undefined); // the tests end connections in the middle on purpose
  }

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options);
    await new Promise<void>(resolve => {
      server.server.listen(0, () => resolve());
    });
    return server;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** @param manner for all addresses without their own; 'says nothing' sends no greeting */
  setDefaultBehaviour(manner: Behaviour): void {
    this.defaultManner = manner;
  }
  setBehaviour(address: string, manner: Behaviour): void {
    this.manners.set(address, manner);
  }

  acceptedFor(messageId: string): Received[] {
    return this.received.filter(each => each.taken && each.messageId === messageId);
  }

  async stop(): Promise<void> {
    for (const connection of this.connections) connection._socket.destroy();
    await new Promise<void>(resolve => {
      this.server.close(() => resolve());
    });
  }

  private mannerTo(address: string): Behaviour {
    return this.manners.get(address) ?? this.defaultManner;
  }

  private get connections(): readonly { readonly session: SMTPServerSession; readonly _socket: Socket }[] {
    return [
      ...(this.server as unknown as { connections: Set<{ session: SMTPServerSession; _socket: Socket }> }).connections,
    ];
  }

  private finish(raw: string, session: SMTPServerSession, done: (error?: Error | null) => void): void {
    const to = session.envelope.rcptTo[0]!.address;
    const manner = this.mannerTo(to);
    this.secured.push(session.secure);
    const taken = manner === 'takes' || manner === 'takes and dies';
    const messageId = /^Message-ID: <([^@]+)@/im.exec(raw)?.[1] ?? '';
    this.received.push({ to, raw, taken, messageId });
    this.beforeAnswer(messageId);
    const connection = this.connections.find(each => each.session.id === session.id);
    if (manner === 'hangs up after the text') return void connection?._socket.destroy();
    if (manner === 'refuses the text') return done(refusal(554, '5.6.0 Looks like spam'));
    done();
    if (manner === 'takes and dies') setImmediate(() => connection?._socket.end());
  }
}

/** Finds a port on which no process listens. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
};

/** Decodes a header: encoded words (RFC 2047) and continuation lines are joined. */
export const headerOf = (raw: string, name: string): string | undefined => {
  const headers = raw.split(/\r?\n\r?\n/)[0]!.replace(/\r?\n[ \t]+/g, ' ');
  const value = new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1];
  return value
    ?.replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : unquoted(text.replace(/_/g, ' ')),
    );
};

/** Decodes the text of a mail that has one part. */
export const textOf = (raw: string): string => {
  const body = raw
    .split(/\r?\n\r?\n/)
    .slice(1)
    .join('\n\n')
    .replace(/\r\n/g, '\n');
  switch (headerOf(raw, 'Content-Transfer-Encoding')) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    case 'quoted-printable':
      return unquoted(body.replace(/=\n/g, ''));
    default:
      return body;
  }
};

const unquoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
