import { z } from 'zod';
import { isWeakKey, loginRoles, type LoginRole } from '@tuntas/database';
import { isKeyName, oldKeysName, rolePasswordName, type RequiredSettings } from './required-settings.js';
import { faultOf, type Variables } from './variables.js';

/**
 * The secrets of a production deployment that this process needs. They are null in development, where `loadSecrets`
 * generates its own.
 */
export interface GivenSecrets {
  /** By variable name: the current key first, then older keys. */
  readonly keys: Readonly<Record<string, readonly [Buffer, ...Buffer[]]>>;
  readonly rolePasswords: Readonly<Partial<Record<LoginRole, string>>>;
}

const isKey = (value: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(value);
const key = z
  .string()
  .refine(isKey, { error: 'must be 32 bytes in base64', abort: true })
  .transform(value => Buffer.from(value, 'base64'))
  .refine(bytes => !isWeakKey(bytes), 'can be guessed: make a key with "openssl rand -base64 32"');
const oldKeys = z
  .string()
  .transform(list => list.split(',').map(value => value.trim()))
  .refine(list => list.every(isKey), 'must be a list of keys of 32 bytes in base64, separated by commas')
  .transform(list => list.map(value => Buffer.from(value, 'base64')));
const password = z.string().min(32, 'must have at least 32 characters');

/** The schema of a secret. A weak older key is accepted, because it only decrypts stored data. */
const secretOf = (name: string): z.ZodType =>
  (!isKeyName(name) ? password : name.endsWith(oldKeysName('')) ? oldKeys : key).optional();
const isSecretName = (name: string): boolean => isKeyName(name) || passwordNames.has(name);
const passwordNames = new Set(loginRoles.map(rolePasswordName));

/** Reads the secrets that this process needs from the environment, with their faults. */
export const readSecrets = (
  given: Variables,
  required: RequiredSettings,
): { readonly secrets: GivenSecrets; readonly faults: readonly string[] } => {
  const names = required.inProduction
    .filter(isSecretName)
    .flatMap(name => (isKeyName(name) ? [name, oldKeysName(name)] : [name]))
    .filter(name => name in given);
  const read = z.object(Object.fromEntries(names.map(name => [name, secretOf(name)]))).safeParse(given);
  if (!read.success) return { secrets: { keys: {}, rolePasswords: {} }, faults: read.error.issues.map(faultOf) };
  const value = read.data as Record<string, unknown>;
  const current = names.filter(name => Buffer.isBuffer(value[name]));
  const keys = Object.fromEntries(
    current.map(name => [
      name,
      [value[name], ...((value[oldKeysName(name)] as Buffer[] | undefined) ?? [])] as [Buffer, ...Buffer[]],
    ]),
  );
  const rolePasswords = Object.fromEntries(
    loginRoles.flatMap(login =>
      rolePasswordName(login) in value ? [[login, value[rolePasswordName(login)] as string]] : [],
    ),
  );
  return { secrets: { keys, rolePasswords }, faults: equalKeys(keys) };
};

/** Faults of equal keys: a leaked key must not open two kinds of data, and a rotation needs a different key. */
const equalKeys = (keys: GivenSecrets['keys']): readonly string[] =>
  Object.entries(keys).flatMap(([name, [key, ...old]], index, all) => {
    const twin = all.slice(0, index).find(([, [other]]) => other.equals(key))?.[0];
    return [
      ...(twin === undefined ? [] : [`${name} must be another key than ${twin}`]),
      ...(old.some(other => other.equals(key)) ? [`${oldKeysName(name)} must not list the key of ${name}`] : []),
    ];
  });
