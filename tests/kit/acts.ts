import { transitions, type ActPath } from '@tuntas/complaint';
import { exampleBodies as bodies } from '../../libs/complaint/src/domain/example-bodies.spec-kit.js';
import type { Status, Act } from '@tuntas/contracts';
import type { City, TestResponse } from './city.js';

/** The example bodies by route. */
export const exampleBodies: Readonly<Partial<Record<ActPath, Readonly<Partial<Record<Act, object>>>>>> = transitions
  .filter(({ route, act }) => route !== undefined && act in bodies)
  .reduce<Partial<Record<ActPath, Partial<Record<Act, object>>>>>(
    (routes, { route, act }) => ({ ...routes, [route!]: { ...routes[route!], [act]: bodies[act] } }),
    {},
  );

/** A complaint in some state, with the credentials to act on it. */
export interface LodgedComplaint {
  readonly id: string;
  readonly ticket: string;
  readonly code: string;
}

/**
 * The endpoint of an act: the staff endpoint, the tracking endpoint with ticket and code, or the counter endpoint,
 * where a clerk acts for a citizen who is present.
 */
export type Endpoint = 'staff' | 'tracking' | 'counter';

/**
 * Requests an act.
 * @param as a role, or role and office as `officer:PUPR`; ignored by the tracking endpoint
 */
export const requestAct = (
  city: City,
  { id, ticket, code }: LodgedComplaint,
  door: Endpoint,
  route: ActPath,
  body: object,
  as: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestResponse> => {
  if (door === 'tracking')
    return city.post(`/v1/tracking/${ticket}/${route}`, body, { headers: { 'x-access-code': code, ...headers } });
  if (door === 'counter')
    return city.post(
      `/v1/complaints/${id}/citizen-acts`,
      { act: route, ...body, onBehalf: true, documentSeen: 'ktp' },
      { as, headers },
    );
  return city.post(`/v1/complaints/${id}/${route}`, body, { as, headers });
};

/** An act with its route and its actor: a staff role as in tokens, or `citizen`. */
export type Step = readonly [act: Act, route: ActPath, as: string];
const assigned: readonly Step[] = [['assign', 'assignment', 'coordinator']];
const accepted: readonly Step[] = [...assigned, ['accept', 'acceptance', 'officer:PUPR']];
const decided: Step = ['resolve', 'resolution', 'officer:PUPR'];
const resolved: readonly Step[] = [...accepted, decided];
const incomplete: Step = ['request_completion', 'verification', 'coordinator'];
const objected: Step = ['object', 'objection', 'citizen'];
const confirmed: Step = ['confirm', 'confirmation', 'citizen'];

/** A state of a complaint: its status and the acts that led to it. */
export interface Situation {
  readonly name: string;
  readonly status: Status;
  readonly steps: readonly Step[];
  /**
   * The citizen also requested a referral to the Ombudsman; the ombudsman service consumes the event a moment later.
   */
  readonly isReferred?: true;
}
/**
 * One situation for each status, assigned to PUPR where possible, and some variants that the transition table
 * distinguishes.
 */
export const situations: readonly Situation[] = [
  { name: 'received', status: 'received', steps: [] },
  { name: 'received and verified', status: 'received', steps: [['verify', 'verification', 'coordinator']] },
  { name: 'awaiting_completion', status: 'awaiting_completion', steps: [...accepted, incomplete] },
  { name: 'awaiting_completion, never assigned', status: 'awaiting_completion', steps: [incomplete] },
  { name: 'assigned', status: 'assigned', steps: assigned },
  { name: 'in_progress', status: 'in_progress', steps: accepted },
  {
    name: 'in_progress and referred',
    status: 'in_progress',
    steps: [...accepted, ['request_referral', 'referral', 'citizen']],
    isReferred: true,
  },
  {
    name: 'awaiting_complainant',
    status: 'awaiting_complainant',
    steps: [...accepted, ['ask', 'information-request', 'officer:PUPR']],
  },
  { name: 'resolved', status: 'resolved', steps: resolved },
  { name: 'closed', status: 'closed', steps: [...resolved, confirmed] },
  {
    name: 'closed after two rounds',
    status: 'closed',
    steps: [...resolved, objected, decided, objected, decided, confirmed],
  },
  { name: 'archived', status: 'archived', steps: [...accepted, ['archive', 'archiving', 'coordinator']] },
];
/** Extends a situation by further steps. @throws Error for an unknown name */
export const situationOf = (name: string, ...then: readonly Step[]): Situation => {
  const found = situations.find(each => each.name === name);
  if (!found) throw new Error(`unknown situation ${name}`);
  return { ...found, steps: [...found.steps, ...then] };
};

/**
 * Lodges a complaint that no rule assigns and leads it into the situation through the API. @throws Error if a step
 * fails
 */
export const bringTo = async (city: City, { name, steps }: Situation): Promise<LodgedComplaint> => {
  const { id, ticket, receipt } = await city.lodge({ category: null, consentToOmbudsman: false });
  const complaint: LodgedComplaint = { id, ticket, code: receipt.accessCode };
  for (const [act, route, as] of steps) {
    const answer = await requestAct(
      city,
      complaint,
      as === 'citizen' ? 'tracking' : 'staff',
      route,
      exampleBodies[route]![act]!,
      as,
    );
    if (answer.status !== 200)
      throw new Error(`could not reach ${name}: ${route} returned ${answer.status} ${answer.text}`);
  }
  return complaint;
};
