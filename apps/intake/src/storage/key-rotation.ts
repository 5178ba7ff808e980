import { markAllBound, checkKeys, forgetUnused, type Database, type Key, type KeyRing } from '@tuntas/database';
import { BlindIndex } from './blind-index.js';
import { keyedCodes, keyedIdentities } from './keyed-data.js';
import { unsealIdentity, sealIdentity, type SealedIdentity } from './sealed-identity.js';

const identityBatchSize = 200;
const codeBatchSize = 5_000;
const lowestId = '00000000-0000-0000-0000-000000000000';

/**
 * Re-encrypts the vault with the current keys in small transactions, while the system is running. It can be interrupted
 * and resumed.
 */
export class KeyRotation {
  /** @param database a connection as the role `intake` */
  constructor(
    private readonly database: Database,
    private readonly print: (message: string) => void,
  ) {}

  /** Reseals identities with an older key or without a binding to their row, and recomputes their blind index. */
  async identities(ring: KeyRing): Promise<void> {
    const data = keyedIdentities(this.database, ring);
    const { unbound } = await checkKeys(this.database, 'vault', ring, data);
    const index = new BlindIndex(ring.current);
    let sealed = 0;
    for (let after: string | undefined = lowestId; after !== undefined;) {
      const rows: readonly SealedIdentity[] = await this.reencrypt(ring, unbound, index, after);
      sealed += rows.length;
      after = rows.at(-1)?.complainant_ref;
    }
    if (unbound) await markAllBound(this.database, 'vault', unbound);
    await forgetUnused(this.database, 'vault', ring, data);
    this.print(
      `${sealed} identities were resealed; all use the key ${ring.current.id} now${ring.all.length > 1 ? `, so ${ring.oldName} can be emptied once every process has started with it` : ''}.`,
    );
  }

  /** Records the key id of each access code. A code cannot be re-derived, so its key must stay in the ring. */
  async codes(ring: KeyRing): Promise<void> {
    const data = keyedCodes(this.database, ring);
    const { unbound } = await checkKeys(this.database, 'codes', ring, data);
    if (unbound) {
      while ((await this.nameKey(unbound)) > 0);
      await markAllBound(this.database, 'codes', unbound);
    }
    await forgetUnused(this.database, 'codes', ring, data);
    const uses = await this.database.sql<{ key_id: string; codes: number }>(
      'SELECT key_id, count(*) AS codes FROM vault.access_codes GROUP BY key_id ORDER BY key_id',
    );
    for (const { key_id: id, codes } of uses)
      this.print(
        `${codes} access codes use the key ${id}${id === ring.current.id ? '' : `: it must stay in ${ring.oldName} as long as citizens use them`}.`,
      );
  }

  private reencrypt(
    ring: KeyRing,
    unbound: Key | null,
    index: BlindIndex,
    after: string,
  ): Promise<readonly SealedIdentity[]> {
    return this.database.transaction(async () => {
      const rows = await this.database.sql<SealedIdentity & { indexed: boolean }>(
        `SELECT complainant_ref, wrapped_key, sealed, key_id, cardinality(blind_index) > 0 AS indexed
         FROM vault.identities
         WHERE complainant_ref > $1 AND key_id IS DISTINCT FROM $2
         ORDER BY complainant_ref
         LIMIT ${identityBatchSize}
         FOR UPDATE`,
        [after, ring.current.id],
      );
      for (const row of rows) {
        const { identity, dataKey } = unsealIdentity(ring, unbound, row);
        const {
          wrapped_key: wrapped,
          sealed,
          key_id: keyId,
        } = sealIdentity(ring.current, row.complainant_ref, dataKey, identity);
        await this.database.run(
          `UPDATE vault.identities
           SET wrapped_key = $2, sealed = $3, key_id = $4, blind_index = $5
           WHERE complainant_ref = $1`,
          [row.complainant_ref, wrapped, sealed, keyId, row.indexed ? index.of(identity) : []],
        );
      }
      return rows;
    });
  }

  private nameKey(key: Key): Promise<number> {
    return this.database.run(
      `UPDATE vault.access_codes SET key_id = $1
       WHERE complaint_id IN (SELECT complaint_id FROM vault.access_codes WHERE key_id IS NULL LIMIT ${codeBatchSize})`,
      [key.id],
    );
  }
}
