import { DerivedCodes } from '@tuntas/complaint/storage';
import type { Database } from '@tuntas/database';
import { AccessCodes } from '../use-cases/ports.js';

const firstCounter = 1;
/** Stands in for a ticket that does not exist, so that a wrong ticket takes as long as a wrong code. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Access codes of which the counter is stored. */
export class PgAccessCodes extends AccessCodes {
  private readonly codes: DerivedCodes;

  /** @param codesKey 32 bytes */
  constructor(private readonly database: Database, codesKey: Buffer) {
    super();
    this.codes = new DerivedCodes(codesKey);
  }

  async issue(complaintId: string): Promise<string> {
    await this.database.execute('INSERT INTO vault.access_codes (complaint_id, counter) VALUES ($1, $2)', [complaintId, firstCounter]);
    return this.codes.derive(complaintId, firstCounter);
  }

  async codeOf(complaintId: string): Promise<string> {
    const [row] = await this.database.sql<{ counter: number }>('SELECT counter FROM vault.access_codes WHERE complaint_id = $1', [complaintId]);
    return this.codes.derive(complaintId, row!.counter);
  }

  async open(ticket: string, code: string): Promise<string | null> {
    const [row] = await this.database.sql<{ id: string; counter: number }>(
      `SELECT c.id, a.counter FROM complaints.published_complaints c JOIN vault.access_codes a ON a.complaint_id = c.id WHERE c.ticket = $1`, [ticket]);
    return this.codes.fits(code, row?.id ?? nobody, row?.counter) && row ? row.id : null;
  }

  async fits(complaintId: string, code: string): Promise<boolean> {
    const [row] = await this.database.sql<{ counter: number }>('SELECT counter FROM vault.access_codes WHERE complaint_id = $1', [complaintId]);
    return this.codes.fits(code, complaintId, row?.counter);
  }
}
