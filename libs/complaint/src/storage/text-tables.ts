import { column, defineEntity, nullable, primary, Table, type EntitySchema } from '@tuntas/database';

/** A typed text. It has a table of its own, so that it can be erased without its owner's row. */
interface TextRecord {
  readonly id: string;
  /** The complaint, escalation or case. */
  readonly ownerId: string;
  readonly field: string;
  readonly salt: Uint8Array;
  readonly body: string;
  readonly typedAt: Date;
}
const columnsOfText = (ownerColumn: string) => ({
  id: primary(column.uuid),
  ownerId: { ...column.uuid, name: ownerColumn },
  field: column.text,
  salt: column.bytes,
  body: column.text,
  typedAt: column.instant,
});

interface ComplaintTextRecord extends TextRecord {
  /** For a `body` of the form `system:id`: the offset of the colon. */
  readonly splitAt: number | null;
}
export const complaintTextEntity = defineEntity<ComplaintTextRecord>('complaints.texts', {
  ...columnsOfText('complaint_id'),
  splitAt: nullable({ type: 'smallint' }),
});
export const complaintTexts = Table.of(complaintTextEntity);

const escalationTextEntity = defineEntity<TextRecord>('escalation.texts', columnsOfText('escalation_id'));
const caseTextEntity = defineEntity<TextRecord>('ombudsman.texts', columnsOfText('case_id'));
export const textEntities: readonly EntitySchema<TextRecord>[] = [escalationTextEntity, caseTextEntity];
/** Texts of escalations and cases, by schema. Those of complaints are stored together with messages. */
export const texts = {
  escalation: Table.of(escalationTextEntity),
  ombudsman: Table.of(caseTextEntity),
} as const;
