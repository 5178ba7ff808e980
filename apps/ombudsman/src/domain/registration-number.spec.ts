import { registrationNumber, registrationYear } from './registration-number.js';

const wita = 480;

describe('the registration number', () => {
  it('reads as the Ombudsman writes it', () => {
    expect(registrationNumber({ sequence: 179, at: new Date('2022-06-15T02:00:00Z'), office: 'BJM', utcOffsetMinutes: wita })).toBe('0179/LM/VI/2022/BJM');
  });

  it('takes month and year from the calendar on the wall', () => {
    const at = new Date('2026-12-31T16:30:00Z');
    expect(registrationNumber({ sequence: 1, at, office: 'BJM', utcOffsetMinutes: wita })).toBe('0001/LM/I/2027/BJM');
    expect(registrationYear(at, wita)).toBe(2027);
    expect(registrationNumber({ sequence: 1, at, office: 'JKT', utcOffsetMinutes: 420 })).toBe('0001/LM/XII/2026/JKT');
  });

  it('grows beyond four digits', () => {
    expect(registrationNumber({ sequence: 12345, at: new Date('2026-04-01T00:00:00Z'), office: 'BJM', utcOffsetMinutes: wita })).toBe('12345/LM/IV/2026/BJM');
  });
});
