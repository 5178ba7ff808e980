import { Injectable } from '@nestjs/common';
import type { Classification, ClockName } from '@tuntas/contracts';
import { explain, policyAt, type Explanation, type History, type Pause } from '../domain/index.js';
import { SlaRules } from './ports.js';

export interface DueQuestion {
  readonly clock: ClockName;
  readonly classification: Classification;
  readonly startedAt: Date;
  readonly office: string | null;
  readonly pauses: readonly Pause[];
  /** In the unit of the policy; null for the length of the policy. */
  readonly length: number | null;
  /** When office or classification last changed; null if neither did. */
  readonly changedAt: Date | null;
}
export interface DueExplanation extends Explanation {
  readonly basis: string;
  readonly policyVersion: number;
  readonly calendar: string;
  readonly calendarVersion: number;
}

/** Explains day by day when a hypothetical clock would be due. */
@Injectable()
export class ExplainDue {
  constructor(private readonly rules: SlaRules) {}

  /** @throws DomainError invalid `reference.unknown`, `explain.too-long`, `policy.missing`, `calendar.*` */
  async execute(question: DueQuestion): Promise<DueExplanation> {
    await this.rules.demandOffice(question.office);
    return explainDue(question, await this.rules.inForce());
  }
}

/**
 * Explains a due instant with the policies and calendars in force.
 * @throws DomainError invalid `explain.too-long`, `policy.missing`, `calendar.*`
 */
export const explainDue = (
  { clock, classification, startedAt, office, pauses, length, changedAt }: DueQuestion,
  { policies, calendarOf }: Pick<History, 'policies' | 'calendarOf'>,
): DueExplanation => {
  const policy = policyAt(policies, clock, startedAt, calendarOf(null).zone);
  const calendar = calendarOf(office);
  return {
    ...explain({
      policy,
      classification,
      startedAt,
      calendar,
      pauses,
      ...(length !== null && { length }),
      ...(changedAt !== null && { changedAt }),
    }),
    basis: policy.basis,
    policyVersion: policy.version,
    calendar: calendar.code,
    calendarVersion: calendar.version,
  };
};
