import { unseal, wrongKey, type Database, type KeyedData, type KeyRing } from '@tuntas/database';

/** Key usage of identities. */
export const keyedIdentities = (database: Database, ring: KeyRing): KeyedData => ({
  async unboundKey() {
    const [row] = await database.sql<{ wrapped_key: Buffer }>(
      'SELECT wrapped_key FROM vault.identities WHERE key_id IS NULL LIMIT 1',
    );
    if (!row) return null;
    const key = ring.all.find(({ bytes }) => canUnwrap(bytes, row.wrapped_key));
    if (!key) throw wrongKey(ring, 'another one');
    return key;
  },
  isKeyUsed: keyId => anyRow(database, 'SELECT FROM vault.identities WHERE key_id = $1 OR key_id IS NULL', keyId),
});

/** Key usage of access codes. Rows without a key id predate every rotation, so the oldest key derived them. */
export const keyedCodes = (database: Database, ring: KeyRing): KeyedData => ({
  unboundKey: async () =>
    (await anyRow(database, 'SELECT FROM vault.access_codes WHERE key_id IS NULL')) ? ring.all.at(-1)! : null,
  isKeyUsed: keyId => anyRow(database, 'SELECT FROM vault.access_codes WHERE key_id = $1 OR key_id IS NULL', keyId),
});

const anyRow = async (database: Database, select: string, ...values: readonly string[]): Promise<boolean> =>
  (await database.sql<{ some: boolean }>(`SELECT EXISTS (${select}) AS some`, values))[0]!.some;

const canUnwrap = (key: Buffer, wrapped: Buffer): boolean => {
  try {
    unseal(key, wrapped);
    return true;
  } catch {
    return false;
  }
};
