import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** As PostgreSQL's own default. */
const iterations = 4_096;
const saltBytes = 16;

/**
 * What PostgreSQL keeps of a password (RFC 5803), so that the password itself never stands in a statement, and so in no
 * log of the server.
 * @param password ASCII, for which SASLprep changes nothing
 */
export const scramVerifier = (password: string, salt: Buffer = randomBytes(saltBytes)): string => {
  if (!/^[\x21-\x7e]+$/.test(password))
    throw new Error('A password of a database role has other characters than visible ASCII.');
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyed = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(keyed('Client Key')).digest();
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey.toString('base64')}:${keyed('Server Key').toString('base64')}`;
};
