import { join } from 'node:path';
import { z } from 'zod';
import { defineSettings, readableFile, smallCount } from '@tuntas/platform';
import type { Sender } from './couriers/compose-mail.js';
import type { MailServer } from './couriers/smtp-courier.js';
import type { RetryPolicy } from './domain/delivery.js';

/** The settings of intake. Injectable: the abstract class is the token. */
export abstract class IntakeSettings {
  /** Maximum number of identities that one person may read in an hour. */
  abstract readonly disclosuresPerHour: number;
  /** The mail server; null: mail is written to the outbox folder, as text messages always are. */
  abstract readonly mail: MailServer | null;
  /** The sender of mail to citizens. */
  abstract readonly mailFrom: Sender;
  /** Folder of messages that another program sends. The files contain the recipients' addresses. */
  abstract readonly outbox: string;
  abstract readonly delivery: DeliverySettings;
}

/** The delivery of messages, in real time. */
export interface DeliverySettings extends RetryPolicy {
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
export const defaultDelivery: DeliverySettings = {
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
const smtpUrl = z
  .string()
  .refine(isSmtpUrl, 'must be smtp:// or smtps:// with a host, a user with a password or neither, and perhaps a port');

/** `pengaduan@kota.example` or `Pengaduan Kota <pengaduan@kota.example>`. */
const mailFrom = z.string().transform((text, context): Sender => {
  const [, name, bracketed, plain] =
    /^(?:([^<>"\p{Cc}]*)<([^\s<>@",;]+@[^\s<>@",;]+)>|([^\s<>@",;]+@[^\s<>@",;]+))$/u.exec(text.trim()) ?? [];
  const address = bracketed ?? plain;
  if (address !== undefined) return { name: (name ?? '').trim(), address };
  context.addIssue({ code: 'custom', message: 'must be an address, or a name and an address in angle brackets' });
  return z.NEVER;
});

/** @param url a URL that `smtpUrl` accepts */
const mailServerOf = (url: string, tls: MailServer['tls'], caFile: string | null): MailServer => {
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

export const intakeSettings = defineSettings({
  token: IntakeSettings,
  schema: z.object({
    SMTP_URL: smtpUrl.optional(),
    SMTP_TLS: z.enum(['required', 'offered', 'never'], 'must be required, offered or never').optional(),
    SMTP_TLS_CA: readableFile.optional(),
    MAIL_FROM: mailFrom.default({ name: '', address: 'pengaduan@tuntas.invalid' }),
    TUNTAS_OUTBOX: z.string().optional(),
    DISCLOSURES_PER_HOUR: smallCount.default(30),
    DELIVERY_ATTEMPTS: smallCount.default(defaultDelivery.attempts),
  }),
  requiredWith: { SMTP_URL: ['MAIL_FROM'] },
  read: (value, { nodeEnv, home }) => ({
    disclosuresPerHour: value.DISCLOSURES_PER_HOUR,
    mail:
      value.SMTP_URL === undefined
        ? null
        : mailServerOf(
            value.SMTP_URL,
            value.SMTP_TLS ?? (nodeEnv === 'production' ? 'required' : 'offered'),
            value.SMTP_TLS_CA ?? null,
          ),
    mailFrom: value.MAIL_FROM,
    outbox: value.TUNTAS_OUTBOX ?? join(home, 'outbox'),
    delivery: { ...defaultDelivery, attempts: value.DELIVERY_ATTEMPTS },
  }),
});
