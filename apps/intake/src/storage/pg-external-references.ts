import { Injectable } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { ExternalReferences } from '../use-cases/ports.js';

@Injectable()
export class PgExternalReferences extends ExternalReferences {
  constructor(private readonly database: Database) {
    super();
  }

  async areKnown(
    references: readonly { readonly system: string; readonly id: string }[],
    exceptOf: string,
  ): Promise<boolean> {
    const [row] = await this.database.sql<{ known: boolean }>(
      `SELECT EXISTS (
         SELECT FROM complaints.published_texts t
           JOIN unnest($2::text[], $3::text[]) AS r (system, id)
             ON t.external_system = r.system AND t.external_id = r.id
         WHERE t.complaint_id <> $1) AS known`,
      [exceptOf, references.map(({ system }) => system), references.map(({ id }) => id)],
    );
    return row!.known;
  }
}
