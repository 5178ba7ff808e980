import { Injectable } from '@nestjs/common';
import { BusinessTime, type Actor } from '@tuntas/kernel';
import { explainClock, rooted, type History, type PublishedEscalation, type StoredClock } from '../domain/index.js';
import { ClockRegister, type ListedClock } from './clock-register.js';
import { dueAnswer, type DueAnswer, type DueQuestion } from './explain-due.js';
import { ClockBook, SlaRules } from './ports.js';

export interface ClockAnswer extends DueAnswer {
  readonly clock: ListedClock;
}

/** Counts the due instant of a clock that runs or has run, from the history of its complaint. */
@Injectable()
export class ExplainClock {
  constructor(
    private readonly register: ClockRegister,
    private readonly book: ClockBook,
    private readonly rules: SlaRules,
    private readonly time: BusinessTime,
  ) {}

  /** @throws DomainError not-found `sla-clock.unknown` (also when out of reach) */
  async execute(id: string, reader: Actor): Promise<ClockAnswer> {
    const clock = await this.register.one(reader, id);
    const { complaintId } = clock;
    const history = (await this.book.histories([complaintId])).get(complaintId);
    const escalations = (await this.book.escalations([complaintId])).get(complaintId)?.escalations ?? [];
    const stored = (await this.book.clocks([complaintId])).get(complaintId) ?? [];
    const itself = stored.find(each => each.id === id);
    if (!history || !itself) throw new Error(`clock ${id} is without its complaint`);
    const { policies, calendarOf } = await this.rules.inForce();
    const { history: facts, isAnonymous } = history.complaint;
    const whole: History = {
      facts,
      isAnonymous,
      policies,
      calendarOf,
      escalations: rooted(escalations, stored),
      settledUntil: await this.time.now(),
    };
    const explained = explainClock(whole, itself.clock.key);
    if (!explained) return { clock, ...dueAnswer(unwanted(itself, escalations), whole) };
    const { calendarCode, ...counted } = explained;
    return { clock, ...counted, calendar: calendarCode };
  }
}

/** A rung's clock that had started just before its duty turned out to be met: by itself it was due like this. */
const unwanted = (
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
