import { z } from 'zod';

/** A mail server, and how it is spoken to. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /**
   * TLS from the first byte; by STARTTLS, required or where it is offered; or not at all. A certificate that does not
   * hold is never accepted.
   */
  readonly tls: 'at-once' | 'required' | 'offered' | 'never';
  /** PEM file of the authority, where it is one's own. */
  readonly caFile: string | null;
  readonly login: { readonly user: string; readonly password: string } | null;
}

export interface Sender {
  /** As people read it; may be empty. */
  readonly name: string;
  readonly address: string;
}

/** How messages are tried again; all of it real time. */
export interface DeliveryPace {
  /** So often a message is tried before it is given up. */
  readonly attempts: number;
  /** The rest after the first attempt; each following one is twice as long. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** How long whoever claimed a message may take before it is another's; longer than `deadlineMs`. */
  readonly leaseMs: number;
  /** To connect, and to be greeted. */
  readonly connectMs: number;
  /** For one attempt from end to end; a mail server may take its time over the last line. */
  readonly deadlineMs: number;
  /** How long what is being sent may go on when the process stops. */
  readonly graceMs: number;
  readonly pollMs: number;
  /** So many at once, for each channel. */
  readonly atOnce: number;
}

/** Half a minute, one, two, four, eight, sixteen, 32 minutes, then every hour: 80 attempts are about three days. */
export const usualPace: DeliveryPace = {
  attempts: 80,
  firstRetryMs: 30_000,
  longestRetryMs: 3_600_000,
  leaseMs: 180_000,
  connectMs: 10_000,
  deadlineMs: 120_000,
  graceMs: 4_000,
  pollMs: 1_000,
  atOnce: 4,
};

export const tlsOfMail = z.enum(['required', 'offered', 'never'], 'must be required, offered or never');

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};
const isSmtpUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(text);
  return (
    (protocol === 'smtp:' || protocol === 'smtps:') &&
    hostname !== '' &&
    port !== '0' &&
    (pathname === '' || pathname === '/') &&
    search === '' &&
    hash === '' &&
    (username === '') === (password === '') &&
    decoded(username) !== null &&
    decoded(password) !== null
  );
};

/** `smtp://host`, `smtps://user:password@host:465`; user and password in percent-encoding. */
export const smtpUrl = z
  .string()
  .refine(isSmtpUrl, 'must be smtp:// or smtps:// with a host, a user with a password or neither, and perhaps a port');

/** `pengaduan@kota.example` or `Pengaduan Kota <pengaduan@kota.example>`. */
export const mailFrom = z.string().transform((text, context): Sender => {
  const [, name, bracketed, plain] =
    /^(?:([^<>"\p{Cc}]*)<([^\s<>@",;]+@[^\s<>@",;]+)>|([^\s<>@",;]+@[^\s<>@",;]+))$/u.exec(text.trim()) ?? [];
  const address = bracketed ?? plain;
  if (address !== undefined) return { name: (name ?? '').trim(), address };
  context.addIssue({ code: 'custom', message: 'must be an address, or a name and an address in angle brackets' });
  return z.NEVER;
});

/** @param url as `smtpUrl` accepts it */
export const mailSettingsOf = (url: string, tls: z.output<typeof tlsOfMail>, caFile: string | null): MailSettings => {
  const { protocol, hostname, port, username, password } = new URL(url);
  const atOnce = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (atOnce ? 465 : 587) : Number(port),
    tls: atOnce ? 'at-once' : tls,
    caFile,
    login: username === '' ? null : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
  };
};
