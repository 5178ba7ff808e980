import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OnModuleInit } from '@nestjs/common';
import { column, defineEntity, insertMissing, primary, type Database } from '@tuntas/database';
import { dateIn, type Tenant } from '@tuntas/reference';
import type { Ladder } from '../domain/index.js';
import { Ladders } from '../use-cases/ports.js';

const ladderSchema = z.object({
  version: z.int().positive(),
  validFrom: z.iso.date(),
  basis: z.string(),
  rungs: z
    .array(
      z.object({
        level: z.int().min(1).max(3),
        target: z.enum(['office_head', 'city', 'ombudsman']),
        afterWorkingDays: z.int().min(0),
      }),
    )
    .min(1),
});

/** A version of the ladder policy. */
interface LadderRecord {
  readonly version: number;
  readonly validFrom: string;
  readonly body: Ladder;
}
export const ladderEntity = defineEntity<LadderRecord>('escalation.ladders', {
  version: primary(column.integer),
  validFrom: column.date,
  body: column.json,
});

/** Read for every batch, so it is a prepared statement. */
const selectInForce = 'SELECT body FROM escalation.ladders ORDER BY (valid_from <= $1) DESC, version DESC LIMIT 1';

/** The ladder policies on PostgreSQL; the first version comes from `ladder.json` in the seed folder. */
export class PgLadders extends Ladders implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly tenant: Pick<Tenant, 'utcOffsetMinutes'>,
    private readonly seedFolder: string,
  ) {
    super();
  }

  /** @throws Error if the seed file is missing or invalid */
  async onModuleInit(): Promise<void> {
    const body = JSON.parse(await readFile(join(this.seedFolder, 'ladder.json'), 'utf8')) as Ladder;
    const { version, validFrom } = ladderSchema.parse(body);
    await insertMissing(this.database, ladderEntity, [{ version, validFrom, body }]);
  }

  /** The newest version that is valid on the tenant's local date; the newest of all if none is valid yet. */
  async inForce(at: Date): Promise<Ladder> {
    const [row] = await this.database.sql<Pick<LadderRecord, 'body'>>(selectInForce, [dateIn(this.tenant, at)]);
    return row!.body;
  }
}
