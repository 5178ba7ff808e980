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
  /** In the unit of the policy; null where that says how long. */
  readonly length: number | null;
  /** When office or class last changed; null where neither did. */
  readonly changedAt: Date | null;
}
export interface DueAnswer extends Explanation {
  readonly basis: string;
  readonly policyVersion: number;
  readonly calendar: string;
  readonly calendarVersion: number;
}

/** Counts a due instant day by day and says why. */
@Injectable()
export class ExplainDue {
  constructor(private readonly rules: SlaRules) {}

  async execute(question: DueQuestion): Promise<DueAnswer> {
    await this.rules.demandOffice(question.office);
    return dueAnswer(question, await this.rules.inForce());
  }
}

/** @param rules those in force */
export const dueAnswer = (
  { clock, classification, startedAt, office, pauses, length, changedAt }: DueQuestion,
  { policies, calendarOf }: Pick<History, 'policies' | 'calendarOf'>,
): DueAnswer => {
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
