import { DerivedCodes, type IssuedCode } from '@tuntas/complaint/storage';
import { checkKeys, type Database, type KeyRing } from '@tuntas/database';

/**
 * Verifies access codes of citizens. The vault stores the counter of each code and returns one counter per call; the
 * code is derived from it.
 */
export class AccessCodes {
  private constructor(
    private readonly database: Database,
    private readonly codes: DerivedCodes,
  ) {}

  /**
   * Creates the verifier.
   * @throws Error if the keys are not the keys with which intake issues codes
   */
  static async open(database: Database, ring: KeyRing): Promise<AccessCodes> {
    const { unbound } = await checkKeys(database, 'codes', ring);
    return new AccessCodes(database, new DerivedCodes(ring, unbound));
  }

  /** Returns whether a code is the access code of a complaint. */
  async matches(complaintId: string | undefined, code: string): Promise<boolean> {
    const [row] = await this.database.sql<IssuedCode>('SELECT counter, key_id FROM vault.code_of($1)', [complaintId]);
    return this.codes.matches(code, complaintId, row);
  }

  /** Returns the id of the complaint with this ticket if the code matches; null for a wrong ticket or a wrong code. */
  async complaintOf(ticket: string, code: string): Promise<string | null> {
    const [row] = await this.database.sql<{ id: string }>(
      'SELECT id FROM complaints.published_complaints WHERE ticket = $1',
      [ticket],
    );
    return (await this.matches(row?.id, code)) && row ? row.id : null;
  }
}
