import type { Fact } from '@tuntas/complaint';
import type { ClockName, Status, Act } from '@tuntas/contracts';
import type { ClockState } from './clock-state.js';
import { clocksOf } from './clocks-of.js';
import type { History, RaisedEscalation } from './clocks-of.js';
import { officeHours, policies, sixDays, wita } from './seed.spec-kit.js';

const statusAfter: Partial<Record<Act, Status>> = {
  lodge: 'received',
  request_completion: 'awaiting_completion',
  assign: 'assigned',
  accept: 'in_progress',
  ask: 'awaiting_complainant',
  answer: 'in_progress',
  lapse_answer: 'in_progress',
  resolve: 'resolved',
  confirm: 'closed',
  object: 'in_progress',
  lapse_reply: 'closed',
  withdraw: 'closed',
  archive: 'archived',
  lapse_completion: 'closed',
  reopen: 'in_progress',
  transfer: 'assigned',
};

/** Builds a history act by act; omitted fields keep their previous value. November 2026 has no holidays. */
export class Story {
  readonly facts: Fact[] = [];
  readonly escalations: RaisedEscalation[] = [];
  isAnonymous = false;

  act(act: Act, at: string, change: Partial<Fact> = {}): this {
    const before =
      this.facts.at(-1) ??
      ({ status: 'received', cycle: 1, office: null, classification: 'ordinary_complaint', verified: false } as const);
    const { status, cycle, office, classification, verified } = before;
    this.facts.push({
      act,
      at: wita(at),
      cycle: act === 'object' || act === 'reopen' ? cycle + 1 : cycle,
      status: statusAfter[act] ?? status,
      office,
      classification,
      verified,
      ...change,
    });
    return this;
  }

  raise(
    id: string,
    name: ClockName,
    level: number,
    raisedAt: string,
    afterWorkingDays: number | null,
    cycle = 1,
    n = 1,
  ): this {
    this.escalations.push({
      id,
      of: { name, cycle, n },
      level,
      raisedAt: wita(raisedAt),
      office: level === 1 ? 'DLH' : null,
      afterWorkingDays,
    });
    return this;
  }

  clocks(settledUntil: string, more: Partial<History> = {}): readonly ClockState[] {
    return clocksOf({
      facts: this.facts,
      isAnonymous: this.isAnonymous,
      escalations: this.escalations,
      policies,
      calendarOf: office => (office === 'RSUD' ? sixDays : officeHours),
      settledUntil: wita(settledUntil),
      ...more,
    });
  }

  clock(name: ClockName, settledUntil: string, cycle = 1, n = 1): ClockState {
    const found = this.clocks(settledUntil).find(({ key }) => key.name === name && key.cycle === cycle && key.n === n);
    if (!found) throw new Error(`no ${name}`);
    return found;
  }

  /** The status of every clock of a cycle by name. */
  summary(settledUntil: string, cycle = 1): Record<string, string> {
    return Object.fromEntries(
      this.clocks(settledUntil)
        .filter(({ key }) => key.cycle === cycle)
        .map(({ key, status }) => [key.n > 1 ? `${key.name} ${key.n}` : key.name, status]),
    );
  }
}

/** A complaint lodged on Monday 2 November 2026; `assigned` assigns it an hour later. */
export const lodged = () => new Story().act('lodge', '2026-11-02T09:00');
export const assigned = () => lodged().act('assign', '2026-11-02T10:00', { office: 'DLH', verified: true });
export const accepted = () => assigned().act('accept', '2026-11-03T09:00');
