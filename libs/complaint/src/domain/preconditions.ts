import type { TextRef } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';

/** @throws DomainError invalid with this code if one of these texts is missing */
export const requireTexts = (code: string, texts: readonly TextRef[], fields: readonly string[]): void => {
  const missing = fields.filter(field => !texts.some(text => text.field === field));
  if (missing.length > 0) throw new DomainError('invalid', code, `missing ${missing.join(', ')}`, { missing });
};

const dayMs = 86_400_000;
/**
 * Rejects an incident in the future, with a tolerance of one day for wrong clocks and time zones.
 * @param pointer JSON pointer of the field
 * @throws DomainError invalid `complaint.incident-ahead`
 */
export const requirePast = (incidentAt: Date | null | undefined, now: Date, pointer: string): void => {
  if (!incidentAt || incidentAt.getTime() <= now.getTime() + dayMs) return;
  throw new DomainError('invalid', 'complaint.incident-ahead', 'the incident is in the future', {
    errors: [{ pointer, code: 'incident_ahead' }],
  });
};
