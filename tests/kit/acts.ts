import type { Act, ActPath } from '@tuntas/complaint';
import type { Status } from '@tuntas/contracts';
import type { Answer, City } from './city.js';

/** An example body for every act with a path. Add a line here for each new act. */
export const exampleBodies: Readonly<Partial<Record<ActPath, Readonly<Partial<Record<Act, object>>>>>> = {
  verification: {
    verify: { complete: true },
    request_completion: { complete: false, missing: [{ field: 'location', note: 'Di depan rumah nomor berapa, Bu?' }] },
  },
  classification: { reclassify: { classification: 'aspiration', reason: 'Ini usulan, bukan keluhan' } },
  assignment: { assign: { office: 'PUPR', reason: 'Jalan kota, kewenangan PUPR' } },
  acceptance: { accept: {} },
  contact: { contact: { by: 'phone', note: 'Kami sepakat meninjau besok pagi.' } },
  response: { respond: { text: 'Tim kami meninjau lokasi hari ini, Bu.', isPublic: true } },
  'information-request': { ask: { question: 'Lajur kiri atau kanan, Bu?', dueInWorkingDays: 5 } },
  resolution: { resolve: { decision: 'granted', explanation: 'Lubang sudah ditambal hari Selasa.' } },
  transfer: { transfer: { toOffice: 'DISHUB', reason: 'Rambunya yang rusak, bukan jalannya' } },
  'referral-out': {
    refer_out: { name: 'PLN UP3 Banjarmasin', channel: 'Telepon 123', reason: 'Tiang listrik milik PLN' },
  },
  archiving: {
    archive: {
      reasonCode: 'before_court',
      explanation: 'Perkara ini sedang diperiksa pengadilan.',
      remedy: 'Ibu dapat menunggu putusannya.',
    },
  },
  reopening: { reopen: { reason: 'Lubang yang sama terbuka lagi' } },
  'internal-notes': { note: { text: 'Anggaran triwulan ini masih ada.' } },
  completion: { complete: { note: 'Di depan rumah nomor 12, seberang masjid.' } },
  answer: { answer: { text: 'Lajur kiri' } },
  confirmation: { confirm: { rating: { attitude: 5, attention: 5, action: 4 } } },
  objection: { object: { reason: 'Tambalannya sudah terkelupas lagi' } },
  withdrawal: { withdraw: { reason: 'Sudah beres' } },
  referral: { consent: { consent: true }, request_referral: { consent: true } },
  'identity-disclosure': { disclose: { reason: 'Perlu menghubungi pelapor untuk meninjau lokasi' } },
};

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
): Promise<Answer> => {
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
