import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts what must not lie in a table in plain: AES-256-GCM, as nonce, ciphertext and tag.
 * @param key 32 bytes
 * @param place which row and purpose it is for, as additional data: it opens there and nowhere else
 */
export const seal = (key: Buffer, plain: Buffer, place = ''): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(place, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/**
 * Opens what `seal` made with the same key for the same place.
 * @throws Error for any other key or place, and where a bit was changed
 */
export const unseal = (key: Buffer, sealed: Buffer, place = ''): Buffer => {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes }).setAAD(
    Buffer.from(place, 'utf8'),
  );
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), decipher.final()]);
};
