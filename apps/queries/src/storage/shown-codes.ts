import { DerivedCodes } from '@tuntas/complaint/storage';
import type { Database } from '@tuntas/database';

/** Whether somebody was shown the citizen's access code. The vault tells the counter of one code at a time; the code is derived. */
export class ShownCodes {
  private readonly codes: DerivedCodes;

  /** @param codesKey 32 bytes */
  constructor(private readonly database: Database, codesKey: Buffer) { this.codes = new DerivedCodes(codesKey); }

  async fits(complaintId: string | undefined, code: string): Promise<boolean> {
    const [row] = await this.database.sql<{ counter: number | null }>('SELECT vault.counter_of_code($1) AS counter', [complaintId]);
    return this.codes.fits(code, complaintId, row!.counter ?? undefined);
  }

  /** The complaint of this ticket, if the code is its own; null for a wrong ticket and a wrong code alike. */
  async open(ticket: string, code: string): Promise<string | null> {
    const [row] = await this.database.sql<{ id: string }>('SELECT id FROM complaints.published_complaints WHERE ticket = $1', [ticket]);
    return await this.fits(row?.id, code) && row ? row.id : null;
  }
}
