import { createPublicKey, generateKeyPairSync, hkdfSync, randomBytes, type JsonWebKey } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { loginRoles, type LoginRole } from '@tuntas/database';
import type { Config } from './config.js';

/** Keys and passwords of this deployment; asking for one that the process does not need in production throws. Injectable: the abstract class is the token. */
export abstract class Secrets {
  /** Key-encryption key of the identity vault, 32 bytes. */
  abstract readonly vaultKey: Buffer;
  /** HMAC key of access codes, 32 bytes. */
  abstract readonly codesKey: Buffer;
  /** Encrypts remembered answers, 32 bytes. */
  abstract readonly answersKey: Buffer;
  /** HMAC key of request prints, 32 bytes. */
  abstract readonly printsKey: Buffer;
  abstract readonly rolePasswords: Readonly<Record<LoginRole, string>>;
  /** Private Ed25519 key of the development issuer; null in production. */
  abstract readonly signingKey: JsonWebKey | null;
}

/** The half of a signing key that verifies. */
export const publicHalf = (signingKey: JsonWebKey): JsonWebKey =>
  createPublicKey({ key: signingKey, format: 'jwk' }).export({ format: 'jwk' });

/**
 * In production the secrets that the configuration names. Otherwise those in `secrets.json` of the home folder, which are
 * made at random the first time, so that tokens and data survive a restart.
 * @throws Error with the file's path where the file is there but cannot be used; it is never replaced
 */
export const loadSecrets = (config: Config): Secrets => {
  if (config.nodeEnv === 'production') {
    if (!config.secrets) throw new Error('Production takes its secrets from the environment.');
    const { vaultKey, codesKey, rolePasswords } = config.secrets;
    return orThrow<Secrets>({
      vaultKey, codesKey, answersKey: undefined, printsKey: undefined, ...(codesKey && derived(codesKey)),
      rolePasswords: orThrow<Record<LoginRole, string>>({ ...nobodys, ...rolePasswords }),
      signingKey: null,
    });
  }
  const path = join(config.home, 'secrets.json');
  const kept = read(path) ?? make(path);
  const codesKey = Buffer.from(kept.codesKey, 'base64');
  return {
    vaultKey: Buffer.from(kept.vaultKey, 'base64'), codesKey, ...derived(codesKey),
    rolePasswords: kept.rolePasswords, signingKey: kept.signingKey,
  };
};

const nobodys = Object.fromEntries(loginRoles.map(login => [login, undefined])) as Record<LoginRole, undefined>;
/** The same, where asking for what is undefined throws instead of encrypting with it. */
const orThrow = <T extends object>(given: { readonly [Name in keyof T]: T[Name] | undefined }): T =>
  Object.defineProperties({}, Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { get: () => {
    if (value === undefined) throw new Error(`This process was not given the secret ${name}.`);
    return value as unknown;
  } }]))) as T;

const key = z.base64().refine(text => Buffer.from(text, 'base64').length === 32);
const fileContent = z.object({
  vaultKey: key,
  codesKey: key,
  rolePasswords: z.record(z.enum(loginRoles), z.string().min(32)),
  signingKey: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), d: z.string(), x: z.string() }),
});
type FileContent = z.infer<typeof fileContent>;

const derived = (codesKey: Buffer) => {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', codesKey, '', `tuntas ${purpose}`, 32));
  return { answersKey: derive('answers'), printsKey: derive('prints') };
};

const read = (path: string): FileContent | null => {
  let text: string;
  try { text = readFileSync(path, 'utf8'); } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`The secrets in ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  let content: unknown;
  try { content = JSON.parse(text); } catch { content = null; }
  const checked = fileContent.safeParse(content);
  if (!checked.success) throw new Error(`${path} is damaged. Restore it, or remove it together with the data that its keys protect.`);
  return checked.data;
};

const make = (path: string): FileContent => {
  const random = () => randomBytes(32).toString('base64');
  const content: FileContent = {
    vaultKey: random(), codesKey: random(),
    rolePasswords: Object.fromEntries(loginRoles.map(login => [login, randomBytes(32).toString('hex')])) as Record<LoginRole, string>,
    signingKey: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as FileContent['signingKey'],
  };
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o711 }); // the embedded server's user must get through to its data
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try { writeSync(file, JSON.stringify(content, null, 2)); fsyncSync(file); } finally { closeSync(file); }
  // A link, unlike a rename, never replaces: of several processes that start at once, the first one's secrets stand.
  try { linkSync(draft, path); } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally { rmSync(draft); }
  const folder = openSync(join(path, '..'), 'r');
  try { fsyncSync(folder); } finally { closeSync(folder); }
  return read(path)!;
};
