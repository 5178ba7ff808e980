import type { Complaint, Fact } from '@tuntas/complaint';
import type { ClockName, EscalationEvent, TextRef, Act } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import { escalationLevel, type Escalation } from './escalation.js';
import { reconcileEscalations } from './escalations-of.js';
import type { Ladder } from './ladder.js';
import type { PublishedClock } from './published-clock.js';
import type { Heads } from './raising.js';
import { raiseByHand } from './raising-by-hand.js';

const ladder: Ladder = {
  version: 1,
  validFrom: '2025-01-01',
  rungs: [
    { level: 1, target: 'office_head', afterWorkingDays: 0 },
    { level: 2, target: 'city', afterWorkingDays: 3 },
    { level: 3, target: 'ombudsman', afterWorkingDays: 5 },
  ],
};
const coordinator: Actor = { role: 'coordinator', ref: 'a-coordinator', office: null, client: null };
export const typedReason: TextRef = { field: 'escalation.reason', textId: 'text-1', hash: '00' };
const maxLevels: Partial<Record<ClockName, number>> = {
  verification: 2,
  completeness_reply: 2,
  first_response: 2,
  resolution: 3,
  decision: 3,
};

/** A complaint with its clocks and escalations. Every act takes an hour; `reconcile` updates the escalations. */
export class World {
  hour = 0;
  consent = false;
  history: Fact[] = [];
  clocks: PublishedClock[] = [];
  rows: Escalation[] = [];
  caseEnds: Date[] = [];
  events: EscalationEvent[] = [];
  heads: Heads = { head: 'head:PUPR', deputy: null };
  private ids = 0;

  constructor(consent = false, office: string | null = 'PUPR') {
    this.consent = consent;
    this.act('lodge', {
      cycle: 1,
      status: 'received',
      office: null,
      classification: 'ordinary_complaint',
      verified: false,
    });
    if (office !== null) this.act('assign', { status: 'assigned', office });
  }

  get last(): Fact {
    return this.history.at(-1) as Fact;
  }
  get now(): Date {
    return new Date(Date.UTC(2026, 2, 2, this.hour));
  }
  get isOpen(): boolean {
    return !['closed', 'archived'].includes(this.last.status);
  }

  act(act: Act, after: Partial<Fact> = {}): void {
    this.hour++;
    this.history.push({ ...this.last, ...after, act, at: this.now } as Fact);
  }

  breach(name: ClockName): PublishedClock {
    this.hour++;
    const clock: PublishedClock = {
      id: `${name}-${this.clocks.length}`,
      name,
      cycle: this.last.cycle,
      n: 1,
      escalationId: null,
      status: 'breached',
      runsFor: name === 'verification' ? 'coordinator' : 'office',
      office: this.last.office,
      maxLevel: maxLevels[name] ?? 0,
      breachedAt: this.now,
      metAt: null,
    };
    this.clocks.push(clock);
    return clock;
  }

  /** Breaches the clock of a rung. */
  climb(row: Escalation): void {
    this.hour++;
    this.clocks.push({
      id: `ladder-${row.id}`,
      name: 'ladder',
      cycle: row.cycle,
      n: 1,
      escalationId: row.id,
      status: 'breached',
      runsFor: 'holder',
      office: row.office,
      maxLevel: 0,
      breachedAt: this.now,
      metAt: null,
    });
  }

  meet(...names: ClockName[]): void {
    this.clocks = this.clocks.map(clock =>
      names.includes(clock.name) && clock.cycle === this.last.cycle && clock.metAt === null
        ? { ...clock, metAt: this.now }
        : clock,
    );
  }

  resolve(): void {
    this.act('resolve', { status: 'resolved' });
    this.meet('first_response', 'resolution', 'decision');
  }

  /** Ends the Ombudsman's case. */
  endCase(): void {
    this.hour++;
    this.caseEnds.push(this.now);
  }

  /** The citizen requests the referral; the request also records the consent. */
  request(): void {
    if (!this.consent)
      this.history.push({ ...this.last, act: 'consent', at: new Date(this.now.getTime() + 3_600_000) });
    this.consent = true;
    this.act('request_referral');
  }

  /** A coordinator raises the complaint by hand. */
  raise(level: number): EscalationEvent[] {
    this.hour++;
    const complaint = {
      ...this.last,
      id: 'c',
      consentToOmbudsman: this.consent,
      history: this.history,
    } as unknown as Complaint;
    const { state, events } = raiseByHand(
      { complaint, existing: this.rows },
      coordinator,
      { level, texts: [typedReason] },
      this.raising,
    );
    this.rows.push(state);
    this.events.push(...events);
    return [...events];
  }

  reconcile(): EscalationEvent[] {
    this.hour++;
    const { escalations, events } = this.dryRun();
    const changed = new Map(escalations.map(row => [row.id, row]));
    const fresh = escalations.filter(({ id }) => this.rows.every(row => row.id !== id));
    this.rows = [...this.rows.map(row => changed.get(row.id) ?? row), ...fresh];
    this.events.push(...events);
    return [...events];
  }

  dryRun() {
    return reconcileEscalations({
      complaint: {
        id: 'c',
        office: this.last.office,
        classification: this.last.classification,
        consentToOmbudsman: this.consent,
        history: this.history,
      },
      clocks: this.clocks,
      existing: this.rows,
      caseEnds: this.caseEnds,
      ...this.raising,
    });
  }

  private get raising() {
    return { ladder, now: this.now, nextId: () => `e${++this.ids}`, heads: () => this.heads };
  }

  /** Breaches the clock and then each rung, so that all levels up to and including `level` are raised. */
  neglect(name: ClockName, level: number): void {
    const clock = this.breach(name);
    this.reconcile();
    for (let below = 1; below < level; below++) {
      this.climb(this.rows.find(row => row.key === clock.id && row.level === below)!);
      this.reconcile();
    }
  }

  /** One line per escalation: clock or key, level, target, status, reason of the end. */
  get summary(): string[] {
    return this.rows.map(({ clock, key, level, target, status, endReason }) =>
      [clock ?? key, level, target, status, endReason].filter(Boolean).join(' '),
    );
  }
}

const climbOnce = (world: World): void => {
  const timed = new Set(world.clocks.map(({ escalationId }) => escalationId));
  const next = world.rows.findLast(({ id, nextRung, status }) => nextRung && status !== 'ended' && !timed.has(id));
  if (next && isOwed(world)) world.climb(next);
};

const raiseOnce = (world: World): void => {
  const level = escalationLevel(world.rows, world.last.cycle) + 1;
  if (isOwed(world) && level <= (world.consent ? 3 : 2)) world.raise(level);
};

/** The steps of the property tests; a step that is not possible changes nothing. */
export const steps: Record<string, (world: World) => unknown> = {
  verification: w => breachOnce(w, 'verification'),
  first_response: w => breachOnce(w, 'first_response'),
  resolution: w => breachOnce(w, 'resolution'),
  decision: w => breachOnce(w, 'decision'),
  climb: climbOnce,
  neglect: w => {
    breachOnce(w, 'resolution');
    for (let rung = 0; rung < 3; rung++) {
      w.reconcile();
      climbOnce(w);
    }
  },
  respond: w => w.isOpen && (w.act('respond'), w.meet('first_response')),
  transfer: w => isOwed(w) && w.act('transfer', { office: w.last.office === 'DLH' ? 'PUPR' : 'DLH' }),
  resolve: w => isOwed(w) && w.resolve(),
  object: w => w.last.status === 'resolved' && w.act('object', { status: 'in_progress', cycle: w.last.cycle + 1 }),
  contest: w => w.last.status === 'resolved' && w.act('object', { status: 'closed' }),
  confirm: w => w.last.status === 'resolved' && w.act('confirm', { status: 'closed' }),
  withdraw: w => w.isOpen && w.act('withdraw', { status: 'closed' }),
  archive: w => isOwed(w) && w.act('archive', { status: 'archived' }),
  reopen: w => !w.isOpen && w.act('reopen', { status: 'in_progress', cycle: w.last.cycle + 1 }),
  consent: w => {
    w.consent = true;
    w.act('consent');
  },
  request: w => w.request(),
  raise: raiseOnce,
  reconcile: w => w.reconcile(),
  endCase: w => w.rows.some(({ level }) => level === 3) && w.endCase(),
  reconcileAgain: w => w.reconcile(),
};

const isOwed = (world: World): boolean => world.isOpen && world.last.status !== 'resolved';

const breachOnce = (world: World, name: ClockName): void => {
  if (isOwed(world) && world.clocks.every(clock => clock.name !== name || clock.cycle !== world.last.cycle))
    world.breach(name);
};
