import { DerivedCodes, type IssuedCode } from '@tuntas/complaint/storage';
import { checkKeys, type Database, type KeyRing } from '@tuntas/database';
import { AccessCodes } from '../use-cases/ports.js';
import { keyedCodes } from './keyed-data.js';

const firstCounter = 1;

/** Access codes on PostgreSQL, which stores their counter and key id. */
export class PgAccessCodes extends AccessCodes {
  private constructor(
    private readonly database: Database,
    private readonly codes: DerivedCodes,
  ) {
    super();
  }

  /** @throws Error with one sentence if the keys are not those of the issued codes */
  static async open(database: Database, ring: KeyRing): Promise<PgAccessCodes> {
    const { unbound } = await checkKeys(database, 'codes', ring, keyedCodes(database, ring));
    return new PgAccessCodes(database, new DerivedCodes(ring, unbound));
  }

  async issue(complaintId: string): Promise<string> {
    const issued: IssuedCode = { counter: firstCounter, key_id: this.codes.keyId };
    await this.database.run('INSERT INTO vault.access_codes (complaint_id, counter, key_id) VALUES ($1, $2, $3)', [
      complaintId,
      issued.counter,
      issued.key_id,
    ]);
    return this.codes.derive(complaintId, issued);
  }

  async codeOf(complaintId: string): Promise<string> {
    return this.codes.derive(complaintId, (await this.issued(complaintId))!);
  }

  async verify(ticket: string, code: string): Promise<string | null> {
    const [row] = await this.database.sql<IssuedCode & { id: string }>(
      `SELECT c.id, a.counter, a.key_id
       FROM complaints.published_complaints c JOIN vault.access_codes a ON a.complaint_id = c.id
       WHERE c.ticket = $1`,
      [ticket],
    );
    return this.codes.matches(code, row?.id, row) && row ? row.id : null;
  }

  async matches(complaintId: string, code: string): Promise<boolean> {
    return this.codes.matches(code, complaintId, await this.issued(complaintId));
  }

  private async issued(complaintId: string): Promise<IssuedCode | undefined> {
    const [row] = await this.database.sql<IssuedCode>(
      'SELECT counter, key_id FROM vault.access_codes WHERE complaint_id = $1',
      [complaintId],
    );
    return row;
  }
}
