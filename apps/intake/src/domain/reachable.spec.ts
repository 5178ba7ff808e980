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
const channelOf = (complainant: Partial<Person>, representative: Partial<Person> | null = null): string =>
  channelFor({
    complainant: person(complainant),
    representative: representative && person(representative),
  } satisfies Identity);

describe('message channel and address', () => {
  it('prefers mail to SMS and SMS to print', () => {
    expect([
      channelOf({ email: 'siti@contoh.id', phone: '0812-3456-7890' }),
      channelOf({ phone: '0812-3456-7890' }),
      channelOf({ address: 'RT 12' }),
    ]).toEqual(['email', 'sms', 'print']);
    expect(channelFor(null)).toBe('print');
  });

  it('uses the representative if the complainant has neither mail nor mobile number', () => {
    expect([
      channelOf({}, { phone: '0812-3456-7890' }),
      channelOf({}, { email: 'budi@contoh.id' }),
      channelOf({}, {}),
      channelOf({ phone: '0812-3456-7890' }, { email: 'budi@contoh.id' }),
    ]).toEqual(['sms', 'email', 'print', 'sms']);
  });

  it('never uses SMS for a landline, a service number or an invalid number, in any stored format', () => {
    expect(
      ['0511-3353933', '(0511) 3353933', '+625113353933', '14045', '000000', '0800 123456'].map(phone =>
        channelOf({ phone }),
      ),
    ).toEqual(Array(6).fill('print'));
    expect(
      ['08123456789', '0812-3456-7890', '6281234567890', '+62 812 3456 7890', '+6281234567890'].map(phone =>
        channelOf({ phone }),
      ),
    ).toEqual(Array(5).fill('sms'));
    expect([
      channelOf({ phone: '0511-3353933' }, { phone: '0812-3456-7890' }),
      channelOf({ phone: '0511-3353933' }, { email: 'budi@contoh.id' }),
    ]).toEqual(['sms', 'email']);
  });

  it('returns the address of the first person with one for the channel', () => {
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
