import { createPublicKey, generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { derived, isWeakKey, KeyRing, loginRoles, type LoginRole } from '@tuntas/database';
import type { Config } from './config.js';
import { idempotentServices, answersKeyName, oldKeysName, type IdempotentService } from './required-settings.js';

/**
 * The keys and passwords of this deployment. In production, reading a secret that the process does not need throws.
 * Injectable: the abstract class is the token.
 */
export abstract class Secrets {
  /** Key-encryption keys of the identity vault. */
  abstract readonly vault: KeyRing;
  /** HMAC keys of access codes. */
  abstract readonly codes: KeyRing;
  /** Encryption keys of each service's stored responses. */
  abstract readonly answers: Readonly<Record<IdempotentService, KeyRing>>;
  abstract readonly rolePasswords: Readonly<Record<LoginRole, string>>;
  /** Private Ed25519 key of the development issuer; null in production. */
  abstract readonly signingKey: JsonWebKey | null;
}

/** The public key of a signing key. */
export const publicHalf = (signingKey: JsonWebKey): JsonWebKey =>
  createPublicKey({ key: signingKey, format: 'jwk' }).export({ format: 'jwk' });

/**
 * Loads the secrets: in production from the configuration, otherwise from `secrets.json` in the home folder. The file
 * is generated with random secrets at the first start, so that tokens and data survive a restart.
 * @throws Error with the file's path if the file exists but is not usable; it is never replaced
 */
export const loadSecrets = (config: Config): Secrets => {
  if (config.nodeEnv === 'production') {
    if (!config.secrets) throw new Error('Production takes its secrets from the environment.');
    const { keys, rolePasswords } = config.secrets;
    const ring = (name: string): KeyRing | undefined => {
      const [current, ...old] = keys[name] ?? [];
      return current && new KeyRing(name, oldKeysName(name), current, old);
    };
    return orThrow<Secrets>({
      vault: ring('TUNTAS_VAULT_KEY'),
      codes: ring('TUNTAS_CODES_KEY'),
      answers: orThrow(forEachAnswering(service => ring(answersKeyName(service)))),
      rolePasswords: orThrow<Record<LoginRole, string>>({ ...noPasswords, ...rolePasswords }),
      signingKey: null,
    });
  }
  const path = join(config.home, 'secrets.json');
  return secretsOf(read(path) ?? make(path), path);
};

/**
 * The secrets of a development process. The keys of stored responses are derived from the codes keys, one for each
 * service. The codes keys themselves stay old keys of stored responses, because an older version used them directly.
 */
const secretsOf = (
  { vaultKey, oldVaultKeys, codesKey, oldCodesKeys, rolePasswords, signingKey }: FileContent,
  path: string,
): Secrets => {
  const [codes, ...oldCodes] = [codesKey, ...oldCodesKeys].map(bytesOf) as [Buffer, ...Buffer[]];
  const ring = (name: string, oldName: string, current: Buffer, old: readonly Buffer[]) =>
    new KeyRing(`${name} in ${path}`, oldName, current, old);
  return {
    vault: ring('vaultKey', 'oldVaultKeys', bytesOf(vaultKey), oldVaultKeys.map(bytesOf)),
    codes: ring('codesKey', 'oldCodesKeys', codes, oldCodes),
    answers: forEachAnswering(service => {
      const answersOf = (key: Buffer) => derived(key, `answers of ${service}`);
      return ring('codesKey', 'oldCodesKeys', answersOf(codes), [...oldCodes.map(answersOf), codes, ...oldCodes]);
    }),
    rolePasswords,
    signingKey,
  };
};
const forEachAnswering = <T>(make: (service: IdempotentService) => T): Record<IdempotentService, T> =>
  Object.fromEntries(idempotentServices.map(service => [service, make(service)])) as Record<IdempotentService, T>;

const noPasswords = Object.fromEntries(loginRoles.map(login => [login, undefined])) as Record<LoginRole, undefined>;
/** An object whose undefined properties throw when they are read, so that nothing is encrypted with `undefined`. */
const orThrow = <T extends object>(given: { readonly [Name in keyof T]: T[Name] | undefined }): T =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        {
          get: () => {
            if (value === undefined) throw new Error(`This process was not given the secret ${name}.`);
            return value as unknown;
          },
        },
      ]),
    ),
  ) as T;

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');
const key = z.base64().refine(text => bytesOf(text).length === 32);
const strong = key.refine(text => !isWeakKey(bytesOf(text)));
const fileContent = z.object({
  vaultKey: strong,
  codesKey: strong,
  oldVaultKeys: z.array(key).default([]),
  oldCodesKeys: z.array(key).default([]),
  rolePasswords: z.record(z.enum(loginRoles), z.string().min(32)),
  signingKey: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), d: z.string(), x: z.string() }),
});
type FileContent = z.infer<typeof fileContent>;

const read = (path: string): FileContent | null => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`The secrets in ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = null;
  }
  const checked = fileContent.safeParse(content);
  if (!checked.success)
    throw new Error(`${path} is damaged. Restore it, or remove it together with the data that its keys protect.`);
  return checked.data;
};

const make = (path: string): FileContent => {
  const random = () => randomBytes(32).toString('base64');
  const content: z.input<typeof fileContent> = {
    vaultKey: random(),
    codesKey: random(),
    rolePasswords: Object.fromEntries(loginRoles.map(login => [login, randomBytes(32).toString('hex')])) as Record<
      LoginRole,
      string
    >,
    signingKey: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as FileContent['signingKey'],
  };
  // the user of the embedded database server must be able to traverse the folder
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o711 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, JSON.stringify(content, null, 2));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  // A link, unlike a rename, never replaces a file: if several processes start at once, the first file is used by all.
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  const folder = openSync(join(path, '..'), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
  return read(path)!;
};
