import type { Status } from '@tuntas/contracts';
import { isLevy, ruledOffice, type ActBody, type Life } from './life.js';

/** The caller and the endpoint that it uses. */
export interface Caller {
  /** The role as in tokens: `coordinator`, `officer:PUPR`; `citizen` has no token. */
  readonly as: string;
  readonly door: 'staff' | 'tracking' | 'counter';
  /** At the counter: whether the citizen has presented the access code. */
  readonly showsCode?: boolean;
}

/** The escalations of the complaint, which the model does not predict. */
export interface Known {
  readonly escalatedTo: readonly string[];
  /** The highest raised level, by cycle. */
  readonly levels: Readonly<Record<number, number>>;
}

export interface Rule {
  readonly act: string;
  readonly route: string;
  readonly who: readonly string[];
  readonly from: readonly string[];
}

/** act, who, from, route: the table of acts over HTTP, copied from the rules manually. */
const table = `
  verify             | coordinator         | received                                    | verification
  request_completion | coordinator         | received assigned in_progress               | verification
  complete           | citizen             | awaiting_completion                         | completion
  reclassify         | coordinator         | open                                        | classification
  assign             | coordinator         | received                                    | assignment
  accept             | office              | assigned                                    | acceptance
  contact            | office              | assigned in_progress awaiting_complainant   | contact
  respond            | office              | in_progress awaiting_complainant            | response
  ask                | office              | in_progress                                 | information-request
  answer             | citizen             | awaiting_complainant                        | answer
  resolve            | office              | in_progress awaiting_complainant            | resolution
  transfer           | office coordinator  | assigned in_progress awaiting_complainant   | transfer
  refer_out          | coordinator         | received assigned in_progress               | referral-out
  confirm            | citizen             | resolved                                    | confirmation
  object             | citizen             | resolved                                    | objection
  withdraw           | citizen             | open                                        | withdrawal
  archive            | coordinator         | received assigned in_progress               | archiving
  reopen             | citizen             | closed                                      | reopening
  reopen             | coordinator         | closed archived                             | reopening
  request_referral   | citizen             | any                                         | referral
  note               | office coordinator  | any                                         | internal-notes
  disclose           | office coordinator ombudsman | any                                | identity-disclosure
  raise              | coordinator office_head inspectorate | open                       | escalation`;

export const rules: readonly Rule[] = table
  .trim()
  .split('\n')
  .map(line => {
    const [act, who, from, route] = line.split('|').map(cell => cell.trim()) as [string, string, string, string];
    return { act, route, who: who.split(/\s+/), from: from.split(/\s+/) };
  });

const isOpen = (status: Status): boolean => status !== 'closed' && status !== 'archived';
const isFrom = ({ from }: Rule, status: Status): boolean =>
  from.includes('any') || from.includes(status) || (from.includes('open') && isOpen(status));

const roleOf = ({ as }: Caller): string => as.split(':')[0]!;
const isOffice = (role: string): boolean => role === 'officer' || role === 'office_head';

/** Whether the caller has this role of the table. */
const hasRole = (caller: Caller, who: string): boolean =>
  caller.door !== 'staff'
    ? who === 'citizen'
    : who === roleOf(caller) || (who === 'office' && isOffice(roleOf(caller)));

/** Whether the endpoint accepts such a caller; otherwise the response is 403. */
export const isAdmitted = ({ route }: Rule, caller: Caller): boolean =>
  caller.door === 'tracking' ||
  (caller.door === 'counter'
    ? roleOf(caller) === 'counter_clerk'
    : rules.some(rule => rule.route === route && rule.who.some(who => who !== 'citizen' && hasRole(caller, who))));

/** Whether the complaint is in the caller's scope; otherwise the response is 404. */
export const isWithinReach = (life: Life, caller: Caller, { escalatedTo }: Known): boolean => {
  if (caller.door === 'tracking') return true;
  switch (roleOf(caller)) {
    case 'coordinator':
    case 'sla_operator':
    case 'auditor':
      return true;
    case 'counter_clerk':
      return life.lodgedBy === 'counter_clerk' || (caller.door === 'counter' && caller.showsCode === true);
    case 'integrator':
      return life.lodgedBy === 'integrator';
    case 'officer':
    case 'office_head':
      return life.office !== null && caller.as.endsWith(`:${life.office}`);
    case 'inspectorate':
      return life.classification === 'supervisory_complaint' || isLevy(life) || escalatedTo.includes('inspectorate');
    case 'ombudsman':
      return escalatedTo.includes('ombudsman');
    default:
      return false;
  }
};

/** The conditions of the table beyond its columns. */
const conditions: Readonly<
  Record<string, (life: Life, caller: Caller, known: Known, body: ActBody | undefined) => boolean>
> = {
  verify: life => !life.verified,
  transfer: (life, _caller, _known, body) => body === undefined || body.toOffice !== life.office,
  reopen: (life, caller) => caller.door === 'staff' || (!life.reopeningOver && life.rounds < 2),
  disclose: (life, caller) => life.identityKnown && (!life.isAnonymous || roleOf(caller) === 'ombudsman'),
  raise: (life, _caller, { levels }, body) => {
    const [reached, highest] = [levels[life.cycle] ?? 0, life.consent ? 3 : 2];
    return body === undefined ? reached < highest : body.level! > reached && body.level! <= highest;
  },
};

/** Whether a caller with scope may do this act in this state; without a body: with any body. */
export const may = (rule: Rule, life: Life, caller: Caller, known: Known, body?: ActBody): boolean =>
  isFrom(rule, life.status) &&
  rule.who.some(who => hasRole(caller, who)) &&
  (conditions[rule.act]?.(life, caller, known, body) ?? true);

/** The expected status of the response. */
export const expectedStatus = (
  rule: Rule,
  life: Life,
  caller: Caller,
  known: Known,
  body: ActBody,
): 200 | 403 | 404 | 409 =>
  !isAdmitted(rule, caller)
    ? 403
    : !isWithinReach(life, caller, known)
      ? 404
      : rules.some(each => each.act === rule.act && may(each, life, caller, known, body))
        ? 200
        : 409;

/** The path segments to which this caller may post now. */
export const allowedRoutes = (life: Life, caller: Caller, known: Known): readonly string[] => {
  const isClerk = caller.as === 'counter_clerk';
  const routes = rules
    .filter(rule => may(rule, life, isClerk ? { ...caller, door: 'counter' } : caller, known))
    .map(({ route }) => route);
  return [...new Set(isClerk ? routes.map(route => `citizen-acts:${route}`) : routes)];
};

/** Whether timers and the routing rule may do this act. */
export const mayByItself = (act: string, life: Life): boolean => {
  switch (act) {
    case 'lapse_completion':
      return life.status === 'awaiting_completion';
    case 'lapse_answer':
      return life.status === 'awaiting_complainant';
    case 'lapse_reply':
      return life.status === 'resolved';
    case 'lapse_reopening':
      return life.status === 'closed' && !life.reopeningOver;
    case 'assign':
      return life.status === 'received' && !life.everHadOffice && ruledOffice(life) !== null;
    default:
      return false;
  }
};
