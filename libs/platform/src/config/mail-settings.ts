import { z } from 'zod';

/** The SMTP connection of the mail server. */
export interface MailSettings {
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

export interface Sender {
  /** The display name; may be empty. */
  readonly name: string;
  readonly address: string;
}

/** The retry policy of message delivery, in real time. */
export interface DeliveryRetryPolicy {
  /** Maximum number of attempts for a message. */
  readonly attempts: number;
  /** Delay after the first attempt. Each following delay is twice as long, up to `longestRetryMs`. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** Lease of a claimed message. Another process may claim it afterwards. Longer than `deadlineMs`. */
  readonly leaseMs: number;
  /** Timeout of the connection and of the server's greeting. */
  readonly connectMs: number;
  /** Timeout of one whole attempt. A mail server may respond slowly after the last line of a message. */
  readonly deadlineMs: number;
  /** Grace period of deliveries in progress when the process stops. */
  readonly graceMs: number;
  readonly pollMs: number;
  /** Maximum number of concurrent deliveries for each channel. */
  readonly atOnce: number;
}

/** Delays of 0.5, 1, 2, 4, 8, 16 and 32 minutes, then of one hour: 80 attempts take about three days. */
export const defaultDeliveryRetryPolicy: DeliveryRetryPolicy = {
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

/** `smtp://host` or `smtps://user:password@host:465`, with a percent-encoded user and password. */
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

/** @param url a URL that `smtpUrl` accepts */
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
