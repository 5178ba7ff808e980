import { registrationNumber } from './registration-number.js';

describe('registrationNumber', () => {
  it('formats sequence, Roman month, year and office like the Ombudsman', () => {
    expect(registrationNumber({ sequence: 179, date: '2022-06-15', office: 'BJM' })).toBe('0179/LM/VI/2022/BJM');
    expect(registrationNumber({ sequence: 1, date: '2027-01-01', office: 'BJM' })).toBe('0001/LM/I/2027/BJM');
    expect(registrationNumber({ sequence: 1, date: '2026-12-31', office: 'JKT' })).toBe('0001/LM/XII/2026/JKT');
  });

  it('uses more than four digits for a sequence above 9999', () => {
    expect(registrationNumber({ sequence: 12345, date: '2026-04-01', office: 'BJM' })).toBe('12345/LM/IV/2026/BJM');
  });
});
