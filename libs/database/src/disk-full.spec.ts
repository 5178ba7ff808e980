import { tmpdir } from 'node:os';
import { recordServerError, isDiskFull } from './disk-full.js';

describe('a full disk', () => {
  it('is one with less room than is wanted, where the server is on this machine', async () => {
    expect(await isDiskFull(tmpdir(), 1)).toBe(false);
    expect(await isDiskFull(tmpdir(), Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(await isDiskFull(null)).toBe(false);
  });

  it('is one that a server complained of, wherever it is', async () => {
    recordServerError('23505');
    expect(await isDiskFull(null)).toBe(false);
    recordServerError('53100');
    expect(await isDiskFull(null)).toBe(true);
  });
});
