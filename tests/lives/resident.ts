import type { ActPath } from '@tuntas/complaint';
import { requestAct, type LodgedComplaint } from '../kit/acts.js';
import type { TestResponse, City } from '../kit/city.js';
import type { Schemas } from '../kit/response-body.js';
import { identityMarker, lodgingOf, noteMarker, type Attempt, type Beginning } from './attempts.js';
import { after, initialLife, type ActDetails, type Life } from './life.js';
import type { StoredComplaint } from './stored-rows.js';
import {
  isWithinReach,
  may,
  mayByItself,
  allowedRoutes,
  rules,
  expectedStatus,
  type Caller,
  type Known,
} from './rights.js';

/** A history entry of a complaint. */
export interface Fact {
  readonly act: string;
  readonly at: string;
  readonly cycle: number;
  readonly status: string;
  readonly office: string | null;
  readonly classification: string;
  readonly verified: boolean;
  readonly workingDays?: number;
}

/** A request with its response, and what the caller could read just before. */
interface Request extends Attempt {
  readonly status: number;
  readonly problem: Schemas['Problem'];
  readonly shown: { readonly status: number; readonly allowedActions: readonly string[] } | null;
}

/** Roles that cannot read complaints. */
const noReaders = ['admin'];
/** Acts that leave no history entry. */
const withoutHistoryEntry = ['note', 'disclose', 'raise'];
const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());

/** A complaint of the city and its model. Every difference is a finding. */
export class Resident {
  readonly logLines: string[] = [];
  readonly findings: string[] = [];
  /** Each request as act and status, for the tally. */
  readonly answered: string[] = [];
  life!: Life;
  complaint!: LodgedComplaint;
  known: Known = { escalatedTo: [], levels: {} };
  /** All model states since the last account, in order. */
  private visited: Life[] = [];
  private requests: Request[] = [];
  private facts = 0;
  private readonly highestLevels = new Map<number, number>();

  constructor(
    private readonly city: City,
    readonly number: number,
  ) {}

  async begin(beginning: Beginning): Promise<void> {
    const as = beginning.by === 'integrator' ? 'integrator::lapor' : beginning.by;
    this.log(`lodged by ${as} ${JSON.stringify(beginning)}`);
    const answer = await this.city.post(
      '/v1/complaints',
      {
        subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
        description: 'Sudah tiga minggu ada lubang besar di depan sekolah.',
        requestedSettlement: 'Mohon ditambal',
        location: { regionCode: '63.71.04.1010' },
        ...lodgingOf(beginning),
      },
      { as },
    );
    if (answer.status !== 201) throw new Error(`could not lodge the complaint: ${answer.status} ${answer.text}`);
    const { id, ticket, receipt } = answer.body;
    this.complaint = { id, ticket, code: receipt.accessCode };
    const { by, isAnonymous, isNamed, ...rest } = beginning;
    this.life = initialLife({ ...rest, lodgedBy: by, isAnonymous, identityKnown: !isAnonymous || isNamed });
    this.visited = [this.life];
    this.facts = 1;
  }

  /** Reads the complaint as the caller, then sends the request. */
  async try(
    attempt: Attempt,
    { reads = true, key }: { readonly reads?: boolean; readonly key?: string } = {},
  ): Promise<TestResponse> {
    const { rule, caller, body } = attempt;
    const shown = reads ? await this.shownTo(caller) : null;
    const answer = await this.ask(attempt, key);
    const endpoint = caller.door === 'staff' ? '' : ` (${caller.door}${caller.showsCode ? ' with code' : ''})`;
    const code = answer.status === 200 ? '' : answer.problem.code;
    this.log(`${rule.act} by ${caller.as}${endpoint} ${JSON.stringify(body)}: ${answer.status} ${code}`);
    this.answered.push(`${rule.act}: ${answer.status}`);
    if (answer.headers.get('idempotency-replayed') !== 'true')
      this.requests.push({ ...attempt, status: answer.status, problem: answer.problem, shown });
    this.checkResponse(answer, attempt);
    return answer;
  }

  private ask({ rule, caller, body }: Attempt, key?: string): Promise<TestResponse> {
    const headers = {
      ...(caller.showsCode && { 'x-access-code': this.complaint.code }),
      ...(key && { 'idempotency-key': key }),
    };
    return requestAct(this.city, this.complaint, caller.door, rule.route as ActPath, body, caller.as, headers);
  }

  /** Returns null if such a caller cannot read the complaint. */
  private async shownTo(caller: Caller): Promise<Request['shown']> {
    if (noReaders.includes(caller.as) || caller.showsCode) return null;
    const answer =
      caller.door === 'tracking'
        ? await this.track(this.facts % 2 ? 'id' : 'en')
        : await this.city.get(`/v1/complaints/${this.complaint.id}`, { as: caller.as });
    this.checkResponse(answer);
    return { status: answer.status, allowedActions: answer.body.allowedActions ?? [] };
  }

  private track(language: string): Promise<TestResponse<Schemas['Tracking']>> {
    return this.city.get(`/v1/tracking/${this.complaint.ticket}`, {
      headers: { 'x-access-code': this.complaint.code, 'accept-language': language },
    });
  }

  /** Reads the tracking page in both languages. */
  async readTracking(): Promise<void> {
    const [id, en] = [await this.track('id'), await this.track('en')];
    for (const page of [id, en]) {
      this.checkResponse(page);
      const {
        status,
        body: { explanation, timeline, remedies },
      } = page;
      if (
        status !== 200 ||
        !explanation ||
        /\{\w+\}|undefined|null/.test(explanation) ||
        !(remedies.length > 0) ||
        timeline.some(({ what }) => !what || /\{\w+\}|undefined/.test(what))
      )
        this.addFinding(`tracking returned ${status} ${page.text}`);
      if (timeline.length !== this.facts) this.addFinding(`tracking shows ${timeline.length} of ${this.facts} acts`);
    }
    if (id.body.explanation === en.body.explanation)
      this.addFinding(`tracking has the same text in both languages: ${id.body.explanation}`);
    if (id.text.includes(noteMarker) || en.text.includes(noteMarker))
      this.addFinding('tracking contains an internal note');
  }

  /** Checks a response: no identity, and no escalation level that decreases within a cycle. */
  private checkResponse({ status, text, body }: TestResponse, attempt?: Attempt): void {
    if (identityMarker.test(text) && !(attempt?.rule.act === 'disclose' && status === 200))
      this.addFinding(`identity in the response to ${attempt?.rule.act ?? 'a read'}: ${text}`);
    const { escalationLevel: level, cycle } = (body ?? {}) as Partial<Schemas['Complaint']>;
    if (typeof level !== 'number' || typeof cycle !== 'number') return;
    const before = this.highestLevels.get(cycle) ?? 0;
    if (level < before) this.addFinding(`level ${level} after ${before} in cycle ${cycle}`);
    this.highestLevels.set(cycle, Math.max(before, level));
  }

  /**
   * Replays the history, which shows the order of the acts, and checks every response against the model states in that
   * period.
   */
  account(row: StoredComplaint, known: Known): void {
    const fresh = row.history.slice(this.facts);
    const unclaimed = new Set(
      this.requests.filter(({ status, rule }) => status === 200 && !withoutHistoryEntry.includes(rule.act)),
    );
    const before = this.known;
    for (const fact of fresh) this.replay(fact, unclaimed);
    for (const request of this.requests) this.check(request, unclaimed.has(request), [before, known]);
    this.compare(row);
    const last = row.history.findLast(({ act }) => act !== 'consent' && act !== 'request_referral')!;
    if (['lodge', 'complete'].includes(last.act) && mayByItself('assign', this.life))
      this.addFinding('a rule has an office, but the complaint waits in the queue');
    this.known = known;
    this.requests = [];
    this.visited = [this.life];
  }

  private replay(fact: Fact, unclaimed: Set<Request>): void {
    this.facts += 1;
    const label = `${fact.act} at ${fact.at} -> ${fact.status}, ${fact.office}`;
    if (fact.act === 'consent') {
      this.apply(fact, { by: 'citizen' });
      return;
    }
    const claimants = [...unclaimed].filter(({ rule }) => rule.act === fact.act);
    const claimant = claimants.find(each => this.fits(fact, each)) ?? claimants[0];
    if (claimant) {
      unclaimed.delete(claimant);
      const { rule, caller, body } = claimant;
      if (
        !rules.some(each => each.act === rule.act && may(each, this.life, caller, this.known, body)) ||
        !isWithinReach(this.life, caller, this.known)
      )
        this.addFinding(`${label}: ${caller.as} may not while ${this.life.status}`);
      this.apply(fact, detailsOf(claimant));
      return;
    }
    this.log(`automatic: ${label}`);
    if (!mayByItself(fact.act, this.life)) {
      this.addFinding(`${label}: no request for it while ${this.life.status}`);
      return;
    }
    this.apply(fact, { by: fact.act === 'assign' ? 'rule' : 'timer' });
  }

  private fits(fact: Fact, request: Request): boolean {
    const { office, status, classification } = after(this.life, fact.act, detailsOf(request));
    return office === fact.office && status === fact.status && classification === fact.classification;
  }

  private apply(fact: Fact, how: ActDetails): void {
    this.life = after(this.life, fact.act, how);
    this.visited.push(this.life);
    const { status, cycle, office, classification, verified } = this.life;
    this.expect(
      `after ${fact.act}`,
      {
        status: fact.status,
        cycle: fact.cycle,
        office: fact.office,
        classification: fact.classification,
        verified: fact.verified,
      },
      { status, cycle, office, classification, verified },
    );
  }

  private check(request: Request, isUnclaimed: boolean, knowns: readonly Known[]): void {
    const { rule, caller, body, status, problem, shown } = request;
    const label = `${rule.act} by ${caller.as} at ${caller.door}`;
    const moments = this.visited.flatMap(life => knowns.map(known => ({ life, known })));
    // A repeated referral request changes nothing; every other allowed act leaves a history entry.
    if (
      isUnclaimed &&
      !(rule.act === 'request_referral' && this.visited.some(life => life.referredIn.includes(life.cycle)))
    )
      this.addFinding(`${label}: status 200 without a history entry`);
    const expected = new Set(moments.map(({ life, known }) => expectedStatus(rule, life, caller, known, body)));
    if (!expected.has(status as 200))
      this.addFinding(
        `${label} ${JSON.stringify(body)}: ${status} ${problem.code ?? ''} instead of ${[...expected].join(' or ')} while ${this.visited.map(life => life.status).join(', ')}`,
      );

    const lists = moments
      .filter(({ life, known }) => isWithinReach(life, caller, known))
      .map(({ life, known }) => allowedRoutes(life, caller, known));
    if (shown && !moments.some(({ life, known }) => isWithinReach(life, caller, known) === (shown.status === 200)))
      this.addFinding(`${label}: shown ${shown.status}`);
    for (const [where, list] of [
      ['shown', shown?.status === 200 ? shown.allowedActions : undefined],
      ['refused', status === 409 ? (problem['allowedActions'] as string[] | undefined) : undefined],
    ] as const) {
      if (!list || lists.length === 0) continue;
      if (where === 'shown' && list.includes('escalation')) Resident.listsRaising = true;
      const isComparable = comparable(list, where === 'shown' && Resident.listsRaising);
      if (!lists.some(open => sameSet(open.filter(isComparable), list.filter(isComparable))))
        this.addFinding(
          `${label}: ${where} ${list.join(' ')} instead of ${lists.map(open => open.join(' ')).join(' or ')}`,
        );
    }
    if (status === 409 && !Array.isArray(problem['allowedActions']))
      this.addFinding(`${label}: refused without allowedActions`);
    // If no other act happened in between, an accepted act must have been listed.
    if (shown?.status === 200 && this.visited.length <= 2 && status === 200) {
      const listed = shown.allowedActions.includes(
        caller.door === 'counter' ? `citizen-acts:${rule.route}` : rule.route,
      );
      if (!listed && rule.act !== 'raise')
        this.addFinding(`${label}: accepted, but not listed in ${shown.allowedActions.join(' ')}`);
    }
  }

  /**
   * Manual escalation is not listed by every version of the product, nor in every refusal; if it is listed, it must be
   * right.
   */
  private static listsRaising = false;

  private compare(row: StoredComplaint): void {
    const {
      status,
      cameFrom,
      outcome,
      cycle,
      rounds,
      bounces,
      office,
      suggested,
      verified,
      reopeningOver,
      classification,
      category,
      consent,
      version,
      identityKnown,
    } = this.life;
    this.expect(
      'the row',
      {
        status: row.status,
        cameFrom: row.interrupted_status,
        outcome: row.outcome,
        cycle: row.cycle,
        rounds: row.rounds,
        bounces: row.bounces,
        office: row.office,
        suggested: row.suggested_office,
        verified: row.verified,
        reopeningOver: row.reopening_lapsed,
        classification: row.classification,
        category: row.category,
        consent: row.consent_to_ombudsman,
        version: row.version,
        identityKnown: row.complainant_ref !== null,
      },
      {
        status,
        cameFrom,
        outcome,
        cycle,
        rounds,
        bounces,
        office,
        suggested,
        verified,
        reopeningOver,
        classification,
        category,
        consent,
        version,
        identityKnown,
      },
    );
  }

  private expect(what: string, seen: Record<string, unknown>, wanted: Record<string, unknown>): void {
    const wrong = Object.keys(wanted).filter(name => seen[name] !== wanted[name]);
    if (wrong.length > 0)
      this.addFinding(
        `${what}: ${wrong.map(name => `${name} ${String(seen[name])} instead of ${String(wanted[name])}`).join(', ')}`,
      );
  }

  log(line: string): void {
    this.logLines.push(line);
  }
  addFinding(line: string): void {
    this.logLines.push(`!! ${line}`);
    this.findings.push(line);
  }
}

const comparable =
  (list: readonly string[], isListed: boolean) =>
  (action: string): boolean =>
    action !== 'escalation' || isListed || list.includes(action);
const detailsOf = ({ caller, body }: Request): ActDetails => ({
  by: caller.door !== 'staff' ? 'citizen' : caller.as === 'coordinator' ? 'coordinator' : 'office',
  body,
});
