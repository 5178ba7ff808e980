import type { Database } from './database.js';
import { derived, type Key, type KeyRing } from './key-ring.js';
import { seal, unseal } from './sealing.js';

/** The purpose of a key. */
export type KeyPurpose = 'vault' | 'codes' | 'answers';
/** `unbound`: the key has sealed data or made codes before their rows stored a key id and were bound to it. */
type State = 'bound' | 'unbound';

interface CheckRow {
  readonly key_id: string;
  readonly sealed: Buffer;
}

/** The data that depend on the keys of one purpose, for the role that seals them. */
export interface KeyedData {
  /** Finds the key of rows without key id; called if no key is recorded yet. Null: there are no such rows. */
  unboundKey(): Promise<Key | null>;
  /** Whether any data depend on this key. Rows without key id count for every key. */
  isKeyUsed(keyId: string): Promise<boolean>;
}

export interface CheckedKeys {
  /** The key of rows without key id; null if every row stores its key id. */
  readonly unbound: Key | null;
}

const bindingOf = (purpose: KeyPurpose): string => `key check ${purpose}`;
const checkKey = (key: Key): Buffer => derived(key.bytes, 'key check');
const sealedState = (purpose: KeyPurpose, key: Key, state: State): Buffer =>
  seal(checkKey(key), Buffer.from(state, 'utf8'), bindingOf(purpose));

/** @returns null if the row was not made with this key */
const stateOf = (purpose: KeyPurpose, key: Key | undefined, row: CheckRow): State | null => {
  try {
    return key === undefined ? null : (unseal(checkKey(key), row.sealed, bindingOf(purpose)).toString('utf8') as State);
  } catch {
    return null;
  }
};

/**
 * Checks at process start that the configured keys are those that sealed the data. Records a new key, and deletes the
 * record of a key that no data depend on.
 * @param data absent if this process only reads and another role seals
 * @throws Error with one sentence if a key that sealed data is missing
 */
export const checkKeys = async (
  database: Database,
  purpose: KeyPurpose,
  ring: KeyRing,
  data?: KeyedData,
): Promise<CheckedKeys> => {
  const rows = await database.sql<CheckRow>('SELECT key_id, sealed FROM eventlog.key_checks WHERE purpose = $1', [
    purpose,
  ]);
  const known = rows.map(row => ({
    id: row.key_id,
    key: ring.find(row.key_id),
    state: stateOf(purpose, ring.find(row.key_id), row),
  }));
  for (const { id } of known.filter(({ state }) => state === null)) {
    if (!data || (await data.isKeyUsed(id))) throw wrongKey(ring, `the key ${id}`);
    await forget(database, purpose, id);
  }
  const unbound =
    rows.length > 0
      ? (known.find(({ state }) => state === 'unbound')?.key ?? null)
      : await (data ? data.unboundKey() : ring.all.at(-1)!);
  if (!data) return { unbound };
  if (rows.length === 0 && unbound) await remember(database, purpose, unbound, 'unbound');
  if (ring.current !== unbound && !known.some(({ id }) => id === ring.current.id))
    await remember(database, purpose, ring.current, 'bound');
  return { unbound };
};

/** Records that every row stores its key id. From the next start on, rows without key id are not decrypted. */
export const markAllBound = async (database: Database, purpose: KeyPurpose, unbound: Key): Promise<void> => {
  await database.run(
    'UPDATE eventlog.key_checks SET sealed = $3 WHERE role = current_user AND purpose = $1 AND key_id = $2',
    [purpose, unbound.id, sealedState(purpose, unbound, 'bound')],
  );
};

/** Deletes the records of older keys of the ring that no data depend on. */
export const forgetUnused = async (
  database: Database,
  purpose: KeyPurpose,
  ring: KeyRing,
  data: KeyedData,
): Promise<void> => {
  for (const { id } of ring.all.filter(key => key !== ring.current))
    if (!(await data.isKeyUsed(id))) await forget(database, purpose, id);
};

/** @param sealer the key that sealed the data, for the message */
export const wrongKey = (ring: KeyRing, sealer: string): Error =>
  new Error(
    `${ring.name} (key ${ring.current.id}) is not the key that sealed the data of this database, which was ${sealer}: ` +
      `set the right one, or add it to ${ring.oldName}.`,
  );

const remember = async (database: Database, purpose: KeyPurpose, key: Key, state: State): Promise<void> => {
  await database.run(
    'INSERT INTO eventlog.key_checks (purpose, key_id, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [purpose, key.id, sealedState(purpose, key, state)],
  );
};

const forget = async (database: Database, purpose: KeyPurpose, id: string): Promise<void> => {
  await database.run('DELETE FROM eventlog.key_checks WHERE role = current_user AND purpose = $1 AND key_id = $2', [
    purpose,
    id,
  ]);
};
