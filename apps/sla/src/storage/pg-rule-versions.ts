import { Injectable } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { policyFrom, type Calendar, type PolicyRow, type SlaPolicy } from '../domain/index.js';
import { RuleVersions } from '../use-cases/rule-versions.js';

/** Reads the rows without a cache, so that a new version is visible at once. */
@Injectable()
export class PgRuleVersions extends RuleVersions {
  constructor(private readonly database: Database) {
    super();
  }

  async policies(after: { name: string; version: number } | undefined, limit: number): Promise<readonly SlaPolicy[]> {
    const rows = await this.database.sql<{ body: PolicyRow }>(
      `SELECT body FROM sla.policies
       WHERE $1::text IS NULL OR (name, version) > ($1, $2::integer)
       ORDER BY name, version LIMIT $3`,
      [after?.name, after?.version, limit],
    );
    return rows.map(({ body }) => policyFrom(body));
  }

  async calendars(after: { code: string; version: number } | undefined, limit: number): Promise<readonly Calendar[]> {
    const rows = await this.database.sql<{ body: Calendar }>(
      `SELECT body FROM sla.calendars
       WHERE $1::text IS NULL OR (code, version) > ($1, $2::integer)
       ORDER BY code, version LIMIT $3`,
      [after?.code, after?.version, limit],
    );
    return rows.map(({ body }) => body);
  }
}
