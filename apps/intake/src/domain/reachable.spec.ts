import type { Identity, Person } from './identity.js';
import { addressOf, channelFor } from './reachable.js';

const person = (given: Partial<Person>): Person => ({
  name: 'Siti',
  nationalId: null,
  phone: null,
  email: null,
  address: null,
  ...given,
});
const by = (complainant: Partial<Person>, representative: Partial<Person> | null = null): string =>
  channelFor({
    complainant: person(complainant),
    representative: representative && person(representative),
  } satisfies Identity);

describe('how a citizen is told', () => {
  it('is by mail, else by telephone, else on paper', () => {
    expect([
      by({ email: 'siti@contoh.id', phone: '0812-3456-7890' }),
      by({ phone: '0812-3456-7890' }),
      by({ address: 'RT 12' }),
    ]).toEqual(['email', 'sms', 'print']);
    expect(channelFor(null)).toBe('print');
  });

  it('is through whoever speaks for them where they cannot be reached themselves', () => {
    expect([
      by({}, { phone: '0812-3456-7890' }),
      by({}, { email: 'budi@contoh.id' }),
      by({}, {}),
      by({ phone: '0812-3456-7890' }, { email: 'budi@contoh.id' }),
    ]).toEqual(['sms', 'email', 'print', 'sms']);
  });

  it('is never by text message on a landline, a number of a service, or what is no number; however it was kept', () => {
    expect(
      ['0511-3353933', '(0511) 3353933', '+625113353933', '14045', '000000', '0800 123456'].map(phone => by({ phone })),
    ).toEqual(Array(6).fill('print'));
    expect(
      ['08123456789', '0812-3456-7890', '6281234567890', '+62 812 3456 7890', '+6281234567890'].map(phone =>
        by({ phone }),
      ),
    ).toEqual(Array(5).fill('sms'));
    expect([
      by({ phone: '0511-3353933' }, { phone: '0812-3456-7890' }),
      by({ phone: '0511-3353933' }, { email: 'budi@contoh.id' }),
    ]).toEqual(['sms', 'email']);
  });

  it('returns the address of the first person who has one for the channel', () => {
    const identity = {
      complainant: person({ phone: '0511-3353933' }),
      representative: person({ phone: '0812-3456-7890', email: 'budi@contoh.id' }),
    };
    expect([
      addressOf(identity, 'sms'),
      addressOf(identity, 'email'),
      addressOf({ ...identity, representative: null }, 'sms'),
    ]).toEqual(['+6281234567890', 'budi@contoh.id', null]);
  });
});
