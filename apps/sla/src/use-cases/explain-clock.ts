import { Injectable } from '@nestjs/common';
import { BusinessTime, type Actor } from '@tuntas/kernel';
import {
  explainClock,
  withRootKeys,
  type History,
  type PublishedEscalation,
  type StoredClock,
} from '../domain/index.js';
import { ClockRegister, type ListedClock } from './clock-register.js';
import { explainDue, type DueExplanation, type DueQuestion } from './explain-due.js';
import { ClockBook, SlaRules } from './ports.js';

export interface ClockExplanation extends DueExplanation {
  readonly clock: ListedClock;
}

/** Explains the due instant of a stored clock from the history of its complaint. */
@Injectable()
export class ExplainClock {
  constructor(
    private readonly register: ClockRegister,
    private readonly book: ClockBook,
    private readonly rules: SlaRules,
    private readonly time: BusinessTime,
  ) {}

  /** @throws DomainError not-found `sla-clock.unknown` (also when out of reach) */
  async execute(id: string, reader: Actor): Promise<ClockExplanation> {
    const clock = await this.register.one(reader, id);
    const { complaintId } = clock;
    const history = (await this.book.histories([complaintId])).get(complaintId);
    const escalations = (await this.book.escalations([complaintId])).get(complaintId)?.escalations ?? [];
    const stored = (await this.book.clocks([complaintId])).get(complaintId) ?? [];
    const storedClock = stored.find(each => each.id === id);
    if (!history || !storedClock) throw new Error(`clock ${id} has no published complaint`);
    const { policies, calendarOf } = await this.rules.inForce();
    const { history: facts, isAnonymous } = history.complaint;
    const fullHistory: History = {
      facts,
      isAnonymous,
      policies,
      calendarOf,
      escalations: withRootKeys(escalations, stored),
      settledUntil: await this.time.now(),
    };
    const explained = explainClock(fullHistory, storedClock.clock.key);
    if (!explained) return { clock, ...explainDue(questionOf(storedClock, escalations), fullHistory) };
    const { calendarCode, ...counted } = explained;
    return { clock, ...counted, calendar: calendarCode };
  }
}

/**
 * The question for a stored clock that the history no longer implies: the clock of a rung that started just before a
 * concurrent decision met its duty.
 */
const questionOf = (
  { clock: { key, startedAt, office, classification } }: StoredClock,
  escalations: readonly PublishedEscalation[],
): DueQuestion => ({
  clock: key.name,
  startedAt,
  office,
  classification,
  pauses: [],
  changedAt: null,
  length: escalations.find(({ id }) => id === key.escalationId)?.afterWorkingDays ?? null,
});
