import type { Database } from './database.js';
import { derived, type Key, type KeyRing } from './key-ring.js';
import { seal, unseal } from './sealing.js';

/** What a key is for. */
export type KeyPurpose = 'vault' | 'codes' | 'answers';
/** `unbound`: with this key things were sealed, or codes made, before their rows named a key and a place. */
type State = 'bound' | 'unbound';

interface CheckRow {
  readonly key_id: string;
  readonly sealed: Buffer;
}

/** The data that rest on the keys of one purpose, for the role that seals them. */
export interface KeyedData {
  /** The key of rows that name none, asked where no key is known yet; null: there are no such rows. */
  unboundKey(): Promise<Key | null>;
  /** Whether anything rests on this key; rows that name none count for every key. */
  rests(keyId: string): Promise<boolean>;
}

export interface CheckedKeys {
  /** The key of rows that name none; null where every row names its own. */
  readonly unbound: Key | null;
}

const placeOf = (purpose: KeyPurpose): string => `key check ${purpose}`;
const checkKey = (key: Key): Buffer => derived(key.bytes, 'key check');
const sealedState = (purpose: KeyPurpose, key: Key, state: State): Buffer =>
  seal(checkKey(key), Buffer.from(state, 'utf8'), placeOf(purpose));

/** @returns null where the row was not made with this key */
const stateOf = (purpose: KeyPurpose, key: Key | undefined, row: CheckRow): State | null => {
  try {
    return key === undefined ? null : (unseal(checkKey(key), row.sealed, placeOf(purpose)).toString('utf8') as State);
  } catch {
    return null;
  }
};

/**
 * Sees at the start of a process that the keys it was given are those that the data were sealed with, remembers a key
 * that is new, and forgets one on which nothing rests any more.
 * @param data absent: this process only reads, another role seals
 * @throws Error with one sentence where a key is missing that data were sealed with
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
    if (!data || (await data.rests(id))) throw wrongKey(ring, `the key ${id}`);
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

/** Says that every row now names its key: from the next start on no other is opened. */
export const allBound = async (database: Database, purpose: KeyPurpose, unbound: Key): Promise<void> => {
  await database.run(
    'UPDATE eventlog.key_checks SET sealed = $3 WHERE role = current_user AND purpose = $1 AND key_id = $2',
    [purpose, unbound.id, sealedState(purpose, unbound, 'bound')],
  );
};

/** Forgets the older keys of the ring on which nothing rests any more. */
export const forgetUnused = async (
  database: Database,
  purpose: KeyPurpose,
  ring: KeyRing,
  data: KeyedData,
): Promise<void> => {
  for (const { id } of ring.all.filter(key => key !== ring.current))
    if (!(await data.rests(id))) await forget(database, purpose, id);
};

/** @param sealer what the data were sealed with */
export const wrongKey = (ring: KeyRing, sealer: string): Error =>
  new Error(
    `${ring.name} (key ${ring.current.id}) is not the key that sealed the data of this database, which was ${sealer}: set the right one, or add it to ${ring.oldName}.`,
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
