import { z } from 'zod';

/** The opaque cursor of a page: the last position on it. */
export const cursorOf = (position: number): string => Buffer.from(String(position)).toString('base64url');
const cursor = z.string().max(40).transform((text, context) => {
  const position = Buffer.from(text, 'base64url').toString();
  if (/^\d{1,15}$/.test(position)) return Number(position);
  context.addIssue({ code: 'custom', message: 'cursor' });
  return z.NEVER;
});

export const idParam = z.object({ id: z.uuid() });
export const nothing = z.strictObject({});
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50), cursor: cursor.optional(),
});

export const auditListSchema = z.object({
  items: z.array(z.object({
    position: z.int().describe('In the order of the audit log, which has no gaps'), at: z.iso.datetime({ offset: true }),
    type: z.string(), source: z.string(), sequence: z.int().describe('1, 2, 3 ... for each source and complaint'),
    actor: z.object({ role: z.string(), ref: z.string(), office: z.string().nullable() }),
    data: z.looseObject({}), leafHash: z.string().describe('Hex SHA-256 of 0x00 and the canonical JSON of {data, envelope}'),
  }).meta({ id: 'AuditEntry' })),
  next: z.string().nullable(),
}).meta({ id: 'AuditList' });
export type AuditListAnswer = z.infer<typeof auditListSchema>;
export const auditCountSchema = z.object({ count: z.int() }).meta({ id: 'AuditCount' });
