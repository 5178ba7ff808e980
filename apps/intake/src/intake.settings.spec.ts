import { join } from 'node:path';
import { readSettings, requiredByGateway, type ConfigError } from '@tuntas/platform';
import { defaultDelivery, intakeSettings, type IntakeSettings } from './intake.settings.js';

/** Reads the settings of intake in a process that requires nothing else. */
const read = (env: Record<string, string>): IntakeSettings =>
  readSettings([intakeSettings], requiredByGateway, env).settings[0];
const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    read(env);
  } catch (error) {
    return (error as ConfigError).faults;
  }
  return [];
};

describe('settings of intake', () => {
  it('require no variable', () => {
    expect(read({})).toEqual({
      disclosuresPerHour: 30,
      mail: null,
      mailFrom: { name: '', address: 'pengaduan@tuntas.invalid' },
      outbox: join('.tuntas', 'outbox'),
      delivery: defaultDelivery,
    });
  });

  it('name the mail server, the sender, the TLS mode and the outbox folder', () => {
    const mail = {
      SMTP_URL: 'smtp://pengaduan%40kota.example:p%40ss%2Fword@mail.kota.example',
      MAIL_FROM: 'Pengaduan Kota <pengaduan@kota.example>',
      DELIVERY_ATTEMPTS: '5',
    };
    expect(read(mail)).toMatchObject({
      mail: {
        host: 'mail.kota.example',
        port: 587,
        tls: 'offered',
        caFile: null,
        login: { user: 'pengaduan@kota.example', password: 'p@ss/word' },
      },
      mailFrom: { name: 'Pengaduan Kota', address: 'pengaduan@kota.example' },
      delivery: { attempts: 5 },
    });
    expect(read({ ...mail, NODE_ENV: 'production' }).mail).toMatchObject({ tls: 'required' });
    expect(read({ ...mail, SMTP_URL: 'smtps://mail.kota.example', SMTP_TLS: 'never' }).mail).toMatchObject({
      port: 465,
      tls: 'at-once',
      login: null,
    });
    expect(read({ ...mail, SMTP_URL: 'smtp://[::1]:2525', SMTP_TLS: 'never' }).mail).toMatchObject({
      host: '::1',
      port: 2525,
      tls: 'never',
    });
    expect(read({ TUNTAS_HOME: '/srv/tuntas' }).outbox).toBe('/srv/tuntas/outbox');
    expect(read({ TUNTAS_HOME: '/srv/tuntas', TUNTAS_OUTBOX: '/srv/gateway' }).outbox).toBe('/srv/gateway');
  });

  it('report each fault without the value', () => {
    expect(faultsOf({ SMTP_URL: 'smtp://mail' })).toEqual(['MAIL_FROM is required with SMTP_URL']);
    const faults = faultsOf({
      SMTP_URL: 'http://user:hunter2@mail',
      SMTP_TLS: 'hunter2',
      SMTP_TLS_CA: '/nowhere/hunter2',
      MAIL_FROM: 'hunter2',
      DELIVERY_ATTEMPTS: '0',
    });
    expect(faults.map(fault => fault.split(' ')[0]).sort()).toEqual([
      'DELIVERY_ATTEMPTS',
      'MAIL_FROM',
      'SMTP_TLS',
      'SMTP_TLS_CA',
      'SMTP_URL',
    ]);
    expect(faults.join()).not.toContain('hunter2');
  });

  it.each([
    'smtp://',
    'smtp://mail/path',
    'smtp://mail?secure=1',
    'smtp://user@mail',
    'smtp://u%E0:p@mail',
    'smtp://mail:0',
  ])('reject %s as SMTP_URL', SMTP_URL => {
    expect(faultsOf({ SMTP_URL, MAIL_FROM: 'a@b' })).toHaveLength(1);
  });

  it.each(['a@b\r\nBcc: x@y', 'a', '<a@b', 'A <a b@c>', 'a@b, c@d'])('reject %j as MAIL_FROM', MAIL_FROM => {
    expect(faultsOf({ MAIL_FROM })).toHaveLength(1);
  });
});
