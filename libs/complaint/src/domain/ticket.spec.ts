import fc from 'fast-check';
import { checkCharacter } from './check-character.js';
import { isTicket, normalizeTicket, ticketOf } from './ticket.js';

const tickets = fc
  .tuple(
    fc.constantFrom('BJM', 'PTK', 'PKL'),
    fc.integer({ min: 2025, max: 2099 }),
    fc.integer({ min: 1, max: 9_999_999 }),
  )
  .map(([prefix, year, number]) => ticketOf(prefix, year, number));
const alphanumerics = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

describe('ticket', () => {
  it('ends in the check character of ISO/IEC 7064 MOD 37,36', () => {
    expect(checkCharacter('A12425GABC1234002')).toBe('M'); // the published example of the Global Release Identifier
    expect(ticketOf('BJM', 2026, 123)).toBe(`BJM-2026-000123-${checkCharacter('BJM2026000123')}`);
    expect(() => checkCharacter('bjm')).toThrow(RangeError);
  });

  it('is recognised by isTicket, and any other text is not', () => {
    fc.assert(fc.property(tickets, ticket => isTicket(ticket)));
    for (const invalid of [
      '',
      'BJM',
      'BJM-2026-000123',
      'bjm-2026-000123-7',
      ` ${ticketOf('BJM', 2026, 123)}`,
      `${ticketOf('BJM', 2026, 123)}\n`,
    ])
      expect([invalid, isTicket(invalid)]).toEqual([invalid, false]);
  });

  it('is normalised from lower case, with blanks, any dashes or none, and with look-alikes among its digits', () => {
    const ticket = ticketOf('BJM', 2026, 100_101);
    const [prefix, year, digits, check] = ticket.split('-');
    for (const dash of [
      '-',
      ' ',
      '',
      ' - ',
      '\u2010',
      '\u2011',
      '\u2012',
      '\u2013',
      '\u2014',
      '\u2015',
      '\u2212',
      '\u00a0',
      '\u202f',
      '/',
      '.',
      '\uff0d',
      '\u00ad',
      '\u200b',
      '_',
    ])
      for (const text of [
        [prefix, year, digits, check].join(dash),
        `  ${[prefix!.toLowerCase(), year, digits, check!.toLowerCase()].join(dash)}\n`,
      ])
        expect([text, normalizeTicket(text)]).toEqual([text, ticket]);
    expect(normalizeTicket(`bjm-2O26-IOOlOi-${check}`)).toBe(ticket);
    expect(normalizeTicket('ＢＪＭ－２０２６－１００１０１－'.concat(check!))).toBe(ticket);
    fc.assert(
      fc.property(
        fc.constantFrom('SOLO', 'BIL', 'OI', 'BJM'),
        fc.integer({ min: 2025, max: 2099 }),
        fc.integer({ min: 1, max: 9_999_999 }),
        (city, lodgedIn, number) => {
          const printed = ticketOf(city, lodgedIn, number);
          return (
            normalizeTicket(printed) === printed &&
            normalizeTicket(printed.toLowerCase().replaceAll('-', '')) === printed
          );
        },
      ),
    );
  });

  it('leaves any other text unchanged except for trimming', () => {
    for (const text of ['', "' OR 1=1", 'BJM', '2026', 'BJM-2026-000123', 'BJM-1026-000123-X', 'jalan berlubang'])
      expect(normalizeTicket(` ${text} `)).toBe(text);
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        text => normalizeTicket(normalizeTicket(text)) === normalizeTicket(text),
      ),
    );
  });

  it('is not recognised with one wrong character', () => {
    fc.assert(
      fc.property(tickets, fc.nat(), fc.nat(35), (ticket, position, replacement) => {
        const i = position % ticket.length;
        const other = alphanumerics.charAt(replacement);
        fc.pre(ticket.charAt(i) !== '-' && ticket.charAt(i) !== other);
        return !isTicket(ticket.slice(0, i) + other + ticket.slice(i + 1));
      }),
    );
  });
});
