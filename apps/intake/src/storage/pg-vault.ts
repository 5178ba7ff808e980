import { randomBytes } from 'node:crypto';
import { checkKeys, type Database, type Key, type KeyRing } from '@tuntas/database';
import type { Identity } from '../domain/identity.js';
import { Vault } from '../use-cases/ports.js';
import { BlindIndex } from './blind-index.js';
import { keyedIdentities } from './keyed-data.js';
import { unsealIdentity, sealIdentity, type SealedIdentity } from './sealed-identity.js';

/**
 * Seals identities with AES-256-GCM, each with its own data key, which is wrapped with the vault's key. Destroying the
 * wrapped key erases the identity. A blind index finds all records of one person without decryption, except anonymous
 * ones.
 */
export class PgVault extends Vault {
  private readonly index: BlindIndex;

  /** @param unbound the key of rows that are not bound to their reference; null: there are none */
  private constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly unbound: Key | null,
  ) {
    super();
    this.index = new BlindIndex(ring.current);
  }

  /** @throws Error with one sentence if the keys are not those that sealed the vault */
  static async open(database: Database, ring: KeyRing): Promise<PgVault> {
    const { unbound } = await checkKeys(database, 'vault', ring, keyedIdentities(database, ring));
    return new PgVault(database, ring, unbound);
  }

  async store(complainantRef: string, identity: Identity, isAnonymous: boolean): Promise<void> {
    const {
      wrapped_key: wrapped,
      sealed,
      key_id: keyId,
    } = sealIdentity(this.ring.current, complainantRef, randomBytes(32), identity);
    await this.database.run(
      `INSERT INTO vault.identities (complainant_ref, wrapped_key, sealed, key_id, blind_index)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (complainant_ref) DO UPDATE
         SET wrapped_key = excluded.wrapped_key, sealed = excluded.sealed, key_id = excluded.key_id,
           blind_index = excluded.blind_index`,
      [complainantRef, wrapped, sealed, keyId, isAnonymous ? [] : this.index.of(identity)],
    );
  }

  async decrypt(complainantRef: string): Promise<Identity | null> {
    const [row] = await this.database.sql<SealedIdentity>(
      'SELECT complainant_ref, wrapped_key, sealed, key_id FROM vault.identities WHERE complainant_ref = $1',
      [complainantRef],
    );
    return row ? unsealIdentity(this.ring, this.unbound, row).identity : null;
  }
}
