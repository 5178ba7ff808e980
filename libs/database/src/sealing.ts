import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts data with AES-256-GCM.
 * @param key 32 bytes
 * @param associatedData row and purpose of the data, as additional authenticated data; `unseal` requires the same value
 * @returns nonce, ciphertext and tag
 */
export const seal = (key: Buffer, plain: Buffer, associatedData = ''): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(associatedData, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/**
 * Decrypts data sealed with the same key and associated data.
 * @throws Error if key or associated data differ, or the data were changed
 */
export const unseal = (key: Buffer, sealed: Buffer, associatedData = ''): Buffer => {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes }).setAAD(
    Buffer.from(associatedData, 'utf8'),
  );
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), decipher.final()]);
};
