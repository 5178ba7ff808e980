import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { seal, unseal, type Database } from '@tuntas/database';
import type { Identity, Person } from '../domain/identity.js';
import { Vault } from '../use-cases/ports.js';

/**
 * Identities sealed with AES-256-GCM, each under a data key of its own, which is sealed under the vault's key: destroying
 * the row's key erases the person. A blind index finds all records of one person without reading any.
 */
export class PgVault extends Vault {
  private readonly indexKey: Buffer;

  /** @param vaultKey 32 bytes */
  constructor(private readonly database: Database, private readonly vaultKey: Buffer) {
    super();
    this.indexKey = Buffer.from(hkdfSync('sha256', vaultKey, '', 'tuntas blind index', 32));
  }

  async store(complainantRef: string, identity: Identity): Promise<void> {
    const dataKey = randomBytes(32);
    await this.database.execute(
      `INSERT INTO vault.identities (complainant_ref, wrapped_key, sealed, blind_index) VALUES ($1, $2, $3, $4)
       ON CONFLICT (complainant_ref) DO UPDATE SET wrapped_key = excluded.wrapped_key, sealed = excluded.sealed, blind_index = excluded.blind_index`,
      [complainantRef, seal(this.vaultKey, dataKey), seal(dataKey, Buffer.from(JSON.stringify(identity), 'utf8')), this.blindIndex(identity)]);
  }

  async open(complainantRef: string): Promise<Identity | null> {
    const [row] = await this.database.sql<{ wrapped_key: Buffer; sealed: Buffer }>('SELECT wrapped_key, sealed FROM vault.identities WHERE complainant_ref = $1', [complainantRef]);
    return row ? JSON.parse(unseal(unseal(this.vaultKey, row.wrapped_key), row.sealed).toString('utf8')) as Identity : null;
  }

  private blindIndex({ complainant, representative }: Identity): Buffer[] {
    return [complainant, representative].flatMap(person => (person ? keysOf(person) : []))
      .map(key => createHmac('sha256', this.indexKey).update(key, 'utf8').digest());
  }
}

/** By what a person is found again, each in one spelling. */
const keysOf = ({ nationalId, phone, email }: Person): string[] => [
  ...(nationalId ? [`nationalId:${nationalId}`] : []),
  ...(phone ? [`phone:${phone.replace(/[^0-9+]/g, '').replace(/^0/, '+62')}`] : []),
  ...(email ? [`email:${email.toLowerCase()}`] : []),
];
