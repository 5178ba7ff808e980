import { tmpdir } from 'node:os';
import { recordServerError, isDiskFull } from './disk-full.js';

describe('isDiskFull', () => {
  it('compares the free space with the required bytes for a server on this machine', async () => {
    expect(await isDiskFull(tmpdir(), 1)).toBe(false);
    expect(await isDiskFull(tmpdir(), Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(await isDiskFull(null)).toBe(false);
  });

  it('returns true after a server has reported a full disk', async () => {
    recordServerError('23505');
    expect(await isDiskFull(null)).toBe(false);
    recordServerError('53100');
    expect(await isDiskFull(null)).toBe(true);
  });
});
