import { Fresh } from './fresh.js';

describe('Fresh', () => {
  it('reads once for concurrent callers, and again after 10 seconds', async () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    let reads = 0;
    const held = new Fresh(async () => ++reads);
    expect(await Promise.all([held.get(), held.get()])).toEqual([1, 1]);
    now.mockReturnValue(10_000);
    expect(await held.get()).toBe(1);
    now.mockReturnValue(10_001);
    expect(await held.get()).toBe(2);
    now.mockRestore();
  });

  it('reads again after a failed read', async () => {
    let broken = true;
    const held = new Fresh(async () => {
      if (broken) throw new Error('no connection');
      return 'read';
    });
    await expect(held.get()).rejects.toThrow('no connection');
    broken = false;
    expect(await held.get()).toBe('read');
  });
});
