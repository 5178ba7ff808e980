import fc from 'fast-check';
import { checkCharacter } from './check-character.js';
import { isTicket, ticketOf } from './ticket.js';

const tickets = fc.tuple(fc.constantFrom('BJM', 'PTK', 'PKL'), fc.integer({ min: 2025, max: 2099 }), fc.integer({ min: 1, max: 9_999_999 }))
  .map(([prefix, year, number]) => ticketOf(prefix, year, number));
const alphanumerics = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

describe('a ticket', () => {
  it('ends in the check character of ISO/IEC 7064 MOD 37,36', () => {
    expect(checkCharacter('A12425GABC1234002')).toBe('M'); // the published example of the Global Release Identifier
    expect(ticketOf('BJM', 2026, 123)).toBe(`BJM-2026-000123-${checkCharacter('BJM2026000123')}`);
    expect(() => checkCharacter('bjm')).toThrow(RangeError);
  });

  it('is recognised, and any other text is not', () => {
    fc.assert(fc.property(tickets, ticket => isTicket(ticket)));
    for (const not of ['', 'BJM', 'BJM-2026-000123', 'bjm-2026-000123-7', ` ${ticketOf('BJM', 2026, 123)}`, `${ticketOf('BJM', 2026, 123)}\n`])
      expect([not, isTicket(not)]).toEqual([not, false]);
  });

  it('is not recognised with one wrong character', () => {
    fc.assert(fc.property(tickets, fc.nat(), fc.nat(35), (ticket, where, what) => {
      const i = where % ticket.length;
      const other = alphanumerics.charAt(what);
      fc.pre(ticket.charAt(i) !== '-' && ticket.charAt(i) !== other);
      return !isTicket(ticket.slice(0, i) + other + ticket.slice(i + 1));
    }));
  });
});
