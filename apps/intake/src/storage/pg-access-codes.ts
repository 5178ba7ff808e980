import { DerivedCodes } from '@tuntas/complaint/storage';
import type { Database } from '@tuntas/database';
import { AccessCodes } from '../use-cases/ports.js';

const firstCounter = 1;

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
    return this.codes.derive(complaintId, (await this.counterOf(complaintId))!);
  }

  async open(ticket: string, code: string): Promise<string | null> {
    const [row] = await this.database.sql<{ id: string; counter: number }>(
      `SELECT c.id, a.counter FROM complaints.published_complaints c JOIN vault.access_codes a ON a.complaint_id = c.id WHERE c.ticket = $1`, [ticket]);
    return this.codes.fits(code, row?.id, row?.counter) && row ? row.id : null;
  }

  async fits(complaintId: string, code: string): Promise<boolean> {
    return this.codes.fits(code, complaintId, await this.counterOf(complaintId));
  }

  private async counterOf(complaintId: string): Promise<number | undefined> {
    const [row] = await this.database.sql<{ counter: number }>('SELECT counter FROM vault.access_codes WHERE complaint_id = $1', [complaintId]);
    return row?.counter;
  }
}
