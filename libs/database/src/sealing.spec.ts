import { randomBytes } from 'node:crypto';
import { seal, unseal } from './sealing.js';

describe('seal and unseal', () => {
  const key = randomBytes(32);
  const plain = Buffer.from('Siti Rahmah, Sungai Andai RT 12');

  it('decrypts with the same key, and produces a different ciphertext each time', () => {
    const [once, again] = [seal(key, plain), seal(key, plain)];
    expect(once).not.toEqual(again);
    expect(unseal(key, once)).toEqual(plain);
    expect(once.includes(plain)).toBe(false);
  });

  it('rejects another key and changed data', () => {
    const sealed = seal(key, plain);
    expect(() => unseal(randomBytes(32), sealed)).toThrow();
    for (let byte = 0; byte < sealed.length; byte += 1) {
      const changed = Buffer.from(sealed);
      changed[byte]! ^= 1;
      expect(() => unseal(key, changed)).toThrow();
    }
  });

  it('rejects other associated data than those given at encryption', () => {
    const sealed = seal(key, plain, 'identity 1');
    expect(unseal(key, sealed, 'identity 1')).toEqual(plain);
    for (const place of ['identity 2', 'identity 11', '', undefined])
      expect(() => unseal(key, sealed, place)).toThrow();
    expect(() => unseal(key, seal(key, plain), 'identity 1')).toThrow();
  });
});
