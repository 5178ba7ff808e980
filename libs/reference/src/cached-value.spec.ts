import { CachedValue } from './cached-value.js';

describe('Fresh', () => {
  it('reads once for concurrent callers, and again after 10 seconds', async () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    let reads = 0;
    const cached = new CachedValue(async () => ++reads);
    expect(await Promise.all([cached.get(), cached.get()])).toEqual([1, 1]);
    now.mockReturnValue(10_000);
    expect(await cached.get()).toBe(1);
    now.mockReturnValue(10_001);
    expect(await cached.get()).toBe(2);
    now.mockRestore();
  });

  it('reads again after a failed read', async () => {
    let broken = true;
    const cached = new CachedValue(async () => {
      if (broken) throw new Error('no connection');
      return 'read';
    });
    await expect(cached.get()).rejects.toThrow('no connection');
    broken = false;
    expect(await cached.get()).toBe('read');
  });
});
