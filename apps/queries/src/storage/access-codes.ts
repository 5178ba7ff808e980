import { DerivedCodes, type IssuedCode } from '@tuntas/complaint/storage';
import { checkKeys, type Database, type KeyRing } from '@tuntas/database';

/**
 * Whether somebody was shown the citizen's access code. The vault tells the counter of one code at a time; the code is
 * derived.
 */
export class ShownCodes {
  private constructor(
    private readonly database: Database,
    private readonly codes: DerivedCodes,
  ) {}

  /** @throws Error with one sentence where the keys are not those of the codes that intake issues */
  static async open(database: Database, ring: KeyRing): Promise<ShownCodes> {
    const { unbound } = await checkKeys(database, 'codes', ring);
    return new ShownCodes(database, new DerivedCodes(ring, unbound));
  }

  async fits(complaintId: string | undefined, code: string): Promise<boolean> {
    const [row] = await this.database.sql<IssuedCode>('SELECT counter, key_id FROM vault.code_of($1)', [complaintId]);
    return this.codes.fits(code, complaintId, row);
  }

  /** The complaint of this ticket, if the code is its own; null for a wrong ticket and a wrong code alike. */
  async open(ticket: string, code: string): Promise<string | null> {
    const [row] = await this.database.sql<{ id: string }>(
      'SELECT id FROM complaints.published_complaints WHERE ticket = $1',
      [ticket],
    );
    return (await this.fits(row?.id, code)) && row ? row.id : null;
  }
}
