import type { Identity, Person } from './identity.js';
import { toldBy } from './reachable.js';

const person = (given: Partial<Person>): Person => ({ name: 'Siti', nationalId: null, phone: null, email: null, address: null, ...given });
const by = (complainant: Partial<Person>, representative: Partial<Person> | null = null): string =>
  toldBy({ complainant: person(complainant), representative: representative && person(representative) } satisfies Identity);

describe('how a citizen is told', () => {
  it('is by mail, else by telephone, else on paper', () => {
    expect([by({ email: 'siti@contoh.id', phone: '0812' }), by({ phone: '0812' }), by({ address: 'RT 12' })]).toEqual(['email', 'sms', 'print']);
    expect(toldBy(null)).toBe('print');
  });

  it('is through whoever speaks for them where they cannot be reached themselves', () => {
    expect([by({}, { phone: '0812' }), by({}, { email: 'budi@contoh.id' }), by({}, {}), by({ phone: '0812' }, { email: 'budi@contoh.id' })])
      .toEqual(['sms', 'email', 'print', 'sms']);
  });
});
