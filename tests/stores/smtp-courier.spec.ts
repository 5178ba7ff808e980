import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SmtpCourier, type SmtpOptions } from '../../apps/intake/src/couriers/smtp-courier.js';
import type { Letter } from '../../apps/intake/src/use-cases/message-ports.js';
import { mailCertificate } from '../kit/mail-certificate.js';
import { freePort, headerOf, MailServer, textOf, type Behaviour } from '../kit/mail-server.js';

const never = new AbortController().signal;
const letter = (more: Partial<Letter> = {}): Letter => ({
  id: randomUUID(),
  language: 'id',
  address: 'siti@kota.example',
  subject: 'Ada tanggapan (BJM-2026-000123-D)',
  text: 'Nomor tiket: BJM-2026-000123-D\n\nKota Banjarmasin\n',
  ...more,
});

describe('mail by SMTP', () => {
  let server: MailServer;
  beforeEach(async () => {
    server = await MailServer.start();
  });
  afterEach(() => server.stop());

  const courier = (more: Partial<SmtpOptions> = {}) =>
    new SmtpCourier({
      host: '127.0.0.1',
      port: server.port,
      tls: 'never',
      caFile: null,
      login: null,
      from: { name: 'Pengaduan Kota', address: 'pengaduan@kota.example' },
      connectMs: 10_000,
      deadlineMs: 20_000,
      ...more,
    });

  test('arrives complete, with all kinds of characters and its headers', async () => {
    const subject = 'Jawaban — “Jalan Kĕmbang” ' + 'ñ漢字🚧 '.repeat(20);
    const text = `.\n..\nFrom here\n${'Ibu Siti: “terima kasih” 🚧 '.repeat(60)}\n\n.\nAkhir\n`;
    const sent = letter({ subject, text, language: 'en' });
    expect(await courier().deliver(sent, never)).toEqual({ kind: 'delivered' });
    const [{ raw, to, messageId }] = server.received as [(typeof server.received)[0]];
    expect([to, messageId]).toEqual(['siti@kota.example', sent.id]);
    expect(raw).toMatch(/^[\x01-\x7f]*$/);
    expect(raw.split('\r\n').every(line => line.length <= 998)).toBe(true);
    expect(headerOf(raw, 'Subject')).toBe(subject.trim());
    expect(textOf(raw).trim()).toBe(text.trim());
    expect([headerOf(raw, 'From'), headerOf(raw, 'To'), headerOf(raw, 'Message-ID')]).toEqual([
      'Pengaduan Kota <pengaduan@kota.example>',
      'siti@kota.example',
      `<${sent.id}@kota.example>`,
    ]);
    expect([headerOf(raw, 'Auto-Submitted'), headerOf(raw, 'Content-Language'), headerOf(raw, 'Content-Type')]).toEqual(
      ['auto-generated', 'en', 'text/plain; charset=utf-8'],
    );
  });

  test('has no injected header', async () => {
    const subject = 'Halo\r\nBcc: lain@kota.example\r\n\r\nIsi\u2028lain\u0000';
    expect(await courier().deliver(letter({ subject }), never)).toEqual({ kind: 'delivered' });
    const [{ raw }] = server.received as [(typeof server.received)[0]];
    expect(headerOf(raw, 'Bcc')).toBeUndefined();
    expect(headerOf(raw, 'Subject')).toBe('Halo Bcc: lain@kota.example Isi lain');
    expect(textOf(raw)).toContain('Nomor tiket');
  });

  test.each([
    'siti@kota.example\r\nBcc: lain@kota.example',
    'siti@kota.example, lain@kota.example',
    'Siti <siti@kota.example>',
    '<siti@kota.example>',
    'siti',
    '@kota.example',
    'siti@kota.example>\r\nRCPT TO:<lain@kota.example',
    'siti@@kota.example',
    `${'a'.repeat(300)}@kota.example`,
    'siti@kota.example\u0000',
    'a b@kota.example',
    '',
  ])('is not sent to the invalid address %j', async address => {
    expect(await courier().deliver(letter({ address }), never)).toEqual({
      kind: 'refused',
      problem: 'address.unusable',
    });
    expect(server.attempts.size).toBe(0);
  });

  test.each<[Behaviour, object]>([
    ['takes', { kind: 'delivered' }],
    ['takes and dies', { kind: 'delivered' }],
    ['refuses the address', { kind: 'refused', problem: 'recipient.refused' }],
    ['refuses the text', { kind: 'refused', problem: 'message.refused' }],
    ['refuses us', { kind: 'later', problem: 'server.refused' }],
    ['is busy', { kind: 'later', problem: 'server.busy' }],
    ['says nothing', { kind: 'later', problem: 'server.silent' }],
    ['hangs up after the text', { kind: 'later', problem: 'server.disconnected' }],
  ])('to a server that %s is %j', async (manner, outcome) => {
    server.setBehaviour('siti@kota.example', manner);
    expect(await courier(manner === 'says nothing' ? { deadlineMs: 300 } : {}).deliver(letter(), never)).toEqual(
      outcome,
    );
    expect(server.received.filter(({ taken }) => taken)).toHaveLength(manner.startsWith('takes') ? 1 : 0);
  });

  test.each<[Behaviour, string]>([
    ['is busy', 'server.busy'],
    ['says nothing', 'server.silent'],
  ])('to a server that %s for all mail can be retried later', async (manner, problem) => {
    server.setDefaultBehaviour(manner);
    expect(await courier(manner === 'says nothing' ? { connectMs: 300 } : {}).deliver(letter(), never)).toEqual({
      kind: 'later',
      problem,
    });
  });

  test('to a host without a server can be retried later', async () => {
    expect(await courier({ port: await freePort() }).deliver(letter(), never)).toEqual({
      kind: 'later',
      problem: 'server.unreachable',
    });
    expect(await courier({ host: 'nobody.invalid', port: 25 }).deliver(letter(), never)).toMatchObject({
      kind: 'later',
    });
  });

  test('ends when the process stops', async () => {
    server.setDefaultBehaviour('says nothing');
    const stopping = new AbortController();
    const outcome = courier({ connectMs: 60_000, deadlineMs: 60_000 }).deliver(letter(), stopping.signal);
    stopping.abort();
    expect(await outcome).toEqual({ kind: 'later', problem: 'server.silent' });
  });

  test('leaves no listener on the long-lived abort signal', async () => {
    const { signal } = new AbortController();
    const listenerCount = (): number =>
      Object.getOwnPropertySymbols(signal).reduce(
        (sum, symbol) =>
          sum + ((signal as unknown as Record<symbol, { size?: number } | undefined>)[symbol]?.size ?? 0),
        0,
      );
    await courier().deliver(letter(), signal);
    const before = listenerCount();
    await courier().deliver(letter(), signal);
    expect([before, listenerCount()]).toEqual([0, 0]);
  });
});

describe('mail by SMTP over TLS', () => {
  let server: MailServer;
  let folder: string;
  let caFile: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tuntas-mail-'));
    caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, mailCertificate.cert);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => server.stop());
  const courier = (more: Partial<SmtpOptions>) =>
    new SmtpCourier({
      host: '127.0.0.1',
      port: server.port,
      tls: 'required',
      caFile: null,
      login: null,
      from: { name: '', address: 'pengaduan@kota.example' },
      connectMs: 5_000,
      deadlineMs: 5_000,
      ...more,
    });

  test.each([
    ['required', false],
    ['offered', false],
    ['at-once', true],
  ] as const)('arrives with TLS %s when the certificate is valid', async (tls, secure) => {
    server = await MailServer.start({ hideSTARTTLS: false, secure, ...mailCertificate });
    expect(await courier({ tls, caFile }).deliver(letter(), never)).toEqual({ kind: 'delivered' });
    expect(server.secured).toEqual([true]);
  });

  test.each([
    ['required', false],
    ['offered', false],
    ['at-once', true],
  ] as const)('with TLS %s is not sent to a server with an invalid certificate', async (tls, secure) => {
    server = await MailServer.start({ hideSTARTTLS: false, secure, ...mailCertificate });
    for (const more of [{}, { caFile, host: '127.0.0.2' }])
      expect(await courier({ tls, ...more }).deliver(letter(), never)).toEqual({
        kind: 'later',
        problem: 'server.insecure',
      });
    expect(server.received).toEqual([]);
  });

  test('is not sent in plain text when TLS is required, and is when TLS is only preferred', async () => {
    server = await MailServer.start({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'], ...mailCertificate });
    expect(await courier({}).deliver(letter(), never)).toEqual({ kind: 'later', problem: 'server.insecure' });
    expect(server.received).toEqual([]);
    expect(await courier({ tls: 'offered' }).deliver(letter(), never)).toEqual({ kind: 'delivered' });
  });

  test('logs in with user and password, and reports when they are wrong', async () => {
    server = await MailServer.start({
      authOptional: false,
      allowInsecureAuth: true,
      ...mailCertificate,
      onAuth: ({ username, password }, _session, done) =>
        done(username === 'kota' && password === 'p@ss' ? null : new Error('Wrong'), { user: username }),
    });
    expect(
      await courier({ tls: 'never', login: { user: 'kota', password: 'wrong' } }).deliver(letter(), never),
    ).toEqual({ kind: 'later', problem: 'server.refused' });
    expect(await courier({ tls: 'never', login: { user: 'kota', password: 'p@ss' } }).deliver(letter(), never)).toEqual(
      { kind: 'delivered' },
    );
  });
});
