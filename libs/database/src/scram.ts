import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** PostgreSQL's default. */
const iterations = 4_096;
const saltBytes = 16;

/**
 * Computes the verifier that PostgreSQL stores for a password (RFC 5803), so that the password itself appears in no
 * statement and no server log.
 * @param password visible ASCII, which SASLprep does not change
 * @throws Error for other characters
 */
export const scramVerifier = (password: string, salt: Buffer = randomBytes(saltBytes)): string => {
  if (!/^[\x21-\x7e]+$/.test(password))
    throw new Error('A password of a database role contains characters other than visible ASCII.');
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyed = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(keyed('Client Key')).digest();
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey.toString('base64')}:${keyed('Server Key').toString('base64')}`;
};
