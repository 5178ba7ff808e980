import type { TestApp } from '../kit/app.js';
import type { StoredComplaint, StoredEscalation } from './stored-rows.js';
import { clocksInTime, violationsOf } from './invariants.js';
import type { Pace } from './pace.js';
import { Resident } from './resident.js';
import type { Known } from './rights.js';
import { readEverything, readSlaRules, type SlaRules, type StoredState } from './snapshot.js';

/** So slow that time stands still: no clock may come due during the checks. */
const still = 1e-6;
const minuteMs = 60_000;

/**
 * Runs many complaints concurrently in one city. In each turn every complaint has one act, all at the same time; then
 * all events are consumed, every complaint is checked, and time advances.
 */
export class LivingCity {
  readonly residents: Resident[] = [];
  private readonly waiting: (() => void)[] = [];
  private living = 0;
  private turns = 0;
  private broken: unknown;
  private readonly lastEventCounts = new Map<Resident, string>();

  private constructor(
    readonly app: TestApp,
    private readonly paces: readonly Pace[],
    private readonly rules: SlaRules,
  ) {}

  static async open(app: TestApp, paces: readonly Pace[], lives: number): Promise<LivingCity> {
    const city = new LivingCity(app, paces, await readSlaRules(app));
    city.living = lives;
    for (let n = 0; n < lives; n++) city.residents.push(new Resident(app, n));
    return city;
  }

  /** Waits until all remaining complaints have acted in this turn, and all events are consumed and checked. */
  async turn(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.waiting.push(() => {
        if (this.broken) reject(this.broken as Error);
        else resolve();
      });
      this.turnIfAllAreHere();
    });
  }

  /** Ends the turns of one complaint; the others continue without it, and time still passes for it. */
  leave(): void {
    this.living -= 1;
    this.turnIfAllAreHere();
  }

  private turnIfAllAreHere(): void {
    if (this.waiting.length === 0 || (this.waiting.length < this.living && !this.broken)) return;
    const here = this.waiting.splice(0);
    void (this.broken ? Promise.resolve() : this.finishTurn())
      .catch((error: unknown) => {
        this.broken = error;
      })
      .then(() => {
        for (const release of here) release();
      });
  }

  private async finishTurn(): Promise<void> {
    await this.checkAll();
    this.throwOnFindings();
    await this.pass(this.paces[this.turns++ % this.paces.length]!);
  }

  /** Waits until all events are consumed, and checks every lodged complaint. */
  async checkAll(): Promise<ReadonlyMap<string, StoredState>> {
    await this.changeClock({ rate: still });
    await this.app.settle();
    const settled = await this.now();
    const everything = await readEverything(this.app, settled);
    for (const resident of this.residents.filter(({ complaint: standing }) => standing)) {
      const written = everything.get(resident.complaint.id)!;
      resident.account(written.row, knownOf(written));
      // A complaint without new events is unchanged, so only its due times are checked.
      const eventCounts = JSON.stringify(written.eventCounts);
      const violations =
        eventCounts === this.lastEventCounts.get(resident)
          ? clocksInTime(written, settled)
          : violationsOf(written, this.rules, settled);
      this.lastEventCounts.set(resident, eventCounts);
      for (const line of violations) resident.addFinding(line);
    }
    const parked = await this.app.sql('SELECT consumer, subject, type, reason FROM eventlog.parked');
    if (parked.length > 0) throw new Error(`parked events: ${JSON.stringify(parked)}`);
    const [audit] = await this.app.sql(
      `SELECT (SELECT count(*) FROM eventlog.log)::int AS events,
         (SELECT count(*) FROM audit.entries)::int AS audited`,
    );
    if (audit!.events !== audit!.audited) throw new Error(`${audit!.events} events, ${audit!.audited} in the audit`);
    return everything;
  }

  /** @throws Error with the log of the first complaint that has findings */
  throwOnFindings(): void {
    const failed = this.residents.filter(({ findings }) => findings.length > 0);
    if (failed.length > 0)
      throw new Error(
        `${failed.length} of ${this.residents.length} complaints have findings; log of number ${failed[0]!.number}:\n${failed[0]!.logLines.join('\n')}`,
      );
  }

  private async pass(step: Pace): Promise<void> {
    const from = await this.now();
    if ('minutes' in step) {
      await this.app.set(new Date(from.getTime() + step.minutes * minuteMs).toISOString());
    } else {
      const due = await this.dueInstant(from, step.nth);
      const ahead = { before: -1, at: 0, after: 1, straddle: -25, race: -3 }[step.where];
      const target = new Date(Math.max(from.getTime(), due.getTime() + ahead));
      if (step.where === 'race') await this.app.jump(`PT${Math.floor((target.getTime() - from.getTime()) / 1_000)}S`);
      else await this.app.set(target.toISOString());
    }
    for (const { logLines } of this.residents)
      logLines.push(`-- ${(await this.now()).toISOString()} ${JSON.stringify(step)}`);
    if (!('where' in step && step.where === 'race')) await this.follow();
    this.throwOnFindings();
    // Sometimes a whole turn happens at one instant.
    if (this.turns % 4 > 0 || ('where' in step && ['straddle', 'race'].includes(step.where)))
      await this.changeClock({ rate: 1 });
  }

  /** Attributes the decisions of timers to the passed time, not to the next turn. */
  private async follow(): Promise<void> {
    const rows = new Map(
      (await this.app.sql<StoredComplaint>('SELECT * FROM complaints.complaints')).map(row => [row.id, row]),
    );
    for (const resident of this.residents.filter(({ complaint: standing }) => standing))
      resident.account(rows.get(resident.complaint.id)!, resident.known);
    const levels = await this.app.sql<StoredEscalation>(
      'SELECT complaint_id, target, cycle, level FROM escalation.escalations',
    );
    for (const resident of this.residents.filter(({ complaint: standing }) => standing))
      resident.known = knownOf({ escalations: levels.filter(({ complaint_id: id }) => id === resident.complaint.id) });
  }

  private async dueInstant(from: Date, nth: number): Promise<Date> {
    const rows = await this.app.sql<{ due: Date }>(
      `SELECT DISTINCT due_at AS due FROM sla.clocks WHERE status = 'running' AND due_at > $1 ORDER BY 1 LIMIT 6`,
      [from],
    );
    return rows[nth % Math.max(1, rows.length)]?.due ?? new Date(from.getTime() + 1_440 * minuteMs);
  }

  async now(): Promise<Date> {
    return new Date((await this.app.get('/dev/clock')).body.now);
  }

  private async changeClock(body: object): Promise<void> {
    const { status, text } = await this.app.post('/dev/clock', body);
    if (status !== 200) throw new Error(`could not set the clock: ${status} ${text}`);
  }
}

const knownOf = ({ escalations }: Pick<StoredState, 'escalations'>): Known => {
  const levels: Record<number, number> = {};
  for (const { cycle, level } of escalations) levels[cycle] = Math.max(levels[cycle] ?? 0, level);
  return { escalatedTo: [...new Set(escalations.map(({ target }) => target))], levels };
};
