import type { Classification } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import type { CodeReference } from '../define-act.js';

/** Null or undefined leaves a value unchanged. */
export interface ClassificationChange {
  readonly classification?: Classification | null;
  readonly category?: string | null;
}

export const classificationAfter = (
  complaint: Complaint,
  given: ClassificationChange,
): { classification: Classification; category: string | null } => ({
  classification: given.classification ?? complaint.classification,
  category: given.category ?? complaint.category,
});

export const categoryReference = ({ category }: { readonly category: string | null }): readonly CodeReference[] => [
  { table: 'categories', code: category, pointer: '/category' },
];

export const byRuleOrPerson = (by: Actor): 'rule' | 'person' => (by.role === 'system' ? 'rule' : 'person');
