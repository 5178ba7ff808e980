import fc from 'fast-check';
import type { ActPath } from '@tuntas/complaint';
import type { Act } from '@tuntas/contracts';
import { exampleBodies } from '../kit/acts.js';
import type { ActBody, Life } from './life.js';
import { isAdmitted, may, rules, type Caller, type Known, type Rule } from './rights.js';

/**
 * Random choices for one request: the act, the caller and the variant of the body. They are plain numbers, so that
 * fast-check can shrink them.
 */
export interface Dice {
  /** 0..9: below 7 an act that the table allows, otherwise any act by any caller. */
  readonly mood: number;
  readonly act: number;
  readonly caller: number;
  readonly body: number;
}
export const dice: fc.Arbitrary<Dice> = fc.record({
  mood: fc.nat(9),
  act: fc.nat(9_999),
  caller: fc.nat(999),
  body: fc.nat(999),
});

/** One request: an act of the table, its caller and its body. */
export interface Attempt {
  readonly rule: Rule;
  readonly caller: Caller;
  readonly body: ActBody;
}

export const offices = ['PUPR', 'DISHUB', 'DLH', 'INSPEKTORAT', 'PKM-SUNGAI-ANDAI'] as const;
const classifications = ['ordinary_complaint', 'supervisory_complaint', 'aspiration', 'information_request'] as const;
export const categories = [
  'roads.pothole',
  'waste.collection',
  'parking.illegal',
  'conduct.illegal_levy',
  'other',
  'conduct.staff_attitude',
] as const;

/** A text that must never be visible to a citizen. */
export const noteMarker = 'Qz9-catatan';
/** The identity of the complainants; only a disclosure may return it. */
export const identity = {
  name: 'Zubaidah Qwx',
  nationalId: '6371049912310007',
  phone: '+6281200099911',
  address: 'Gang Rahasia Qwx 7',
};
export const identityMarker = /Zubaidah Qwx|6371049912310007|81200099911|Gang Rahasia Qwx/;

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length]!;

/** All callers: every staff role, the responsible office and another one, and the citizen. */
const callers = (life: Life): readonly Caller[] => {
  const other = offices.find(office => office !== life.office)!;
  const staff = [
    'coordinator',
    'ombudsman',
    'inspectorate',
    'auditor',
    'sla_operator',
    'integrator::lapor',
    'admin',
    'counter_clerk',
    `officer:${other}`,
    `office_head:${other}`,
    ...(life.office ? [`officer:${life.office}`, `office_head:${life.office}`] : []),
  ];
  return [
    ...staff.map((as): Caller => ({ as, door: 'staff' })),
    { as: 'citizen', door: 'tracking' },
    { as: 'counter_clerk', door: 'counter' },
    { as: 'counter_clerk', door: 'counter', showsCode: true },
  ];
};

/** The weights of the acts among those that are allowed; a complaint that ends at once tests little. */
const weights: Readonly<Record<string, number>> = {
  accept: 60,
  assign: 40,
  resolve: 30,
  object: 40,
  confirm: 15,
  reopen: 40,
  transfer: 25,
  ask: 20,
  answer: 20,
  complete: 25,
  request_completion: 12,
  verify: 25,
  reclassify: 10,
  contact: 12,
  respond: 20,
  withdraw: 4,
  archive: 4,
  refer_out: 4,
  request_referral: 5,
  note: 5,
  disclose: 4,
  raise: 6,
};
/** Whether the endpoint of the caller offers the act. */
const isServedAt = ({ act }: Rule, { door }: Caller): boolean =>
  rules.some(rule => rule.act === act && rule.who.some(who => (who === 'citizen') === (door !== 'staff')));

export const choose = ({ mood, act, caller, body }: Dice, life: Life, known: Known): Attempt => {
  const everybody = callers(life);
  const bodyOf = (rule: Rule) => bodyFor(rule, life, known, body);
  if (mood < 7) {
    const open = rules
      .map(rule => ({
        rule,
        by: everybody.filter(
          each => isServedAt(rule, each) && isAdmitted(rule, each) && mayInScope(rule, life, each, known),
        ),
      }))
      .filter(({ by }) => by.length > 0);
    let left = act % open.reduce((sum, { rule }) => sum + weights[rule.act]!, 0);
    const { rule, by } = open.find(each => (left -= weights[each.rule.act]!) < 0)!;
    return { rule, caller: pick(by, caller), body: bodyOf(rule) };
  }
  const rule = pick(rules, act);
  return {
    rule,
    caller: pick(
      everybody.filter(each => isServedAt(rule, each)),
      caller,
    ),
    body: bodyOf(rule),
  };
};

/** Also requires that the complaint is in the office's scope. The access code at the counter is left to chance. */
const mayInScope = (rule: Rule, life: Life, caller: Caller, known: Known): boolean => {
  const [role, office] = caller.as.split(':');
  return may(rule, life, caller, known) && !((role === 'officer' || role === 'office_head') && office !== life.office);
};

const bodyFor = ({ act, route }: Rule, life: Life, { levels }: Known, n: number): ActBody => {
  const example = (exampleBodies[route as ActPath]?.[act as Act] ?? {}) as ActBody;
  const others = offices.filter(office => office !== life.office);
  switch (act) {
    case 'verify':
      return {
        ...example,
        ...(n % 4 === 0 && { classification: pick(classifications, n >> 2) }),
        ...(n % 5 === 0 && { category: pick(categories, n >> 2) }),
      };
    case 'request_completion':
      return { ...example, ...(n % 6 === 0 && { classification: pick(classifications, n >> 3) }) };
    case 'complete':
      return {
        note: `Nomor 12, seberang masjid`,
        ...(n % 3 > 0 && {
          fields: {
            ...(n % 2 === 0 && { category: life.category ?? pick(categories, n) }),
            ...(n % 5 === 0 && { complainant: { name: identity.name, phone: identity.phone } }),
          },
        }),
      };
    case 'reclassify':
      return n % 3 === 0
        ? { category: pick(categories, n), reason: 'Keliru' }
        : { classification: pick(classifications, n), reason: 'Keliru' };
    case 'assign':
      return { ...example, office: pick(offices, n) };
    case 'transfer':
      return { ...example, toOffice: pick(others, n) };
    case 'ask':
      return { question: 'Lajur kiri atau kanan, Bu?', ...(n % 3 > 0 && { dueInWorkingDays: 1 + (n % 10) }) };
    case 'resolve':
      return pick(
        [
          example,
          { decision: 'denied', explanation: 'Bukan kewajiban kami.', remedy: 'Ombudsman RI, telepon 137.' },
          { decision: 'explained', explanation: 'Jalan itu jalan provinsi.' },
        ],
        n,
      );
    case 'confirm':
      return pick([{}, { heard: true }, example], n);
    case 'archive':
      return { ...example, reasonCode: pick(['before_court', 'spam', 'not_public_service'], n) };
    case 'note':
      return { text: `${noteMarker}: anggaran triwulan ini masih ada.` };
    case 'raise':
      return {
        level: n % 4 === 0 ? 1 + ((n >> 2) % 3) : Math.min(3, (levels[life.cycle] ?? 0) + 1),
        reason: `${noteMarker}: warga sudah tiga kali datang.`,
      };
    default:
      return example;
  }
};

/** The input of a lodging. */
export interface Beginning {
  readonly category: (typeof categories)[number] | null;
  readonly classification: (typeof classifications)[number] | null;
  readonly by: 'counter_clerk' | 'integrator' | 'coordinator';
  readonly isAnonymous: boolean;
  /** For an anonymous complaint: whether the vault stores the identity nevertheless. */
  readonly isNamed: boolean;
  readonly isConfidential: boolean;
  readonly consent: boolean;
  readonly allegesLevy: boolean;
}
export const beginning: fc.Arbitrary<Beginning> = fc.record({
  category: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...categories.slice(0, 3)) },
    { weight: 2, arbitrary: fc.constantFrom(null, ...categories.slice(3)) },
  ),
  classification: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constantFrom(...classifications) },
  ),
  by: fc.constantFrom('counter_clerk', 'counter_clerk', 'integrator', 'coordinator'),
  isAnonymous: fc.nat(4).map(n => n === 4),
  isNamed: fc.boolean(),
  isConfidential: fc.boolean(),
  consent: fc.boolean(),
  allegesLevy: fc.nat(9).map(n => n === 9),
});

export const lodgingOf = ({
  category,
  classification,
  isAnonymous,
  isNamed,
  isConfidential,
  consent,
  allegesLevy,
}: Beginning): object => ({
  channel: 'counter',
  counter: 'MPP-03',
  category,
  classification,
  isAnonymous,
  isConfidential,
  consentToOmbudsman: consent,
  complainant: isAnonymous && !isNamed ? null : identity,
  allegedMaladministration: allegesLevy ? ['demand_for_payment', 'undue_delay'] : [],
});
