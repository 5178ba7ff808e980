import { z } from 'zod';
import { instant, listOf, paging } from '@tuntas/platform';

export const noQuery = z.strictObject({});
export const pageQuery = z.strictObject(paging(z.int().positive()));

export const auditListSchema = listOf(
  z
    .object({
      position: z.int().describe('Position in the audit log, without gaps'),
      at: instant,
      type: z.string(),
      source: z.string(),
      sequence: z.int().describe('Sequence per source and complaint: 1, 2, 3 ...'),
      actor: z.object({ role: z.string(), ref: z.string(), office: z.string().nullable() }),
      data: z.looseObject({}),
      leafHash: z.string().describe('Hex SHA-256 of 0x00 and the canonical JSON of {data, envelope}'),
    })
    .meta({ id: 'AuditEntry' }),
).meta({ id: 'AuditList' });
