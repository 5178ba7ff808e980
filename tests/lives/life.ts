import type { Outcome, Status } from '@tuntas/contracts';

/**
 * A model of a complaint, maintained in parallel to the real one. It is written from the table of acts alone and shares
 * no code with the product.
 */
export interface Life {
  readonly status: Status;
  /** The status to which a completion returns. */
  readonly cameFrom: Status | null;
  readonly outcome: Outcome | null;
  readonly cycle: number;
  /** Objections and reopenings by the citizen. */
  readonly rounds: number;
  /** Transfers by offices. */
  readonly bounces: number;
  readonly office: string | null;
  readonly everHadOffice: boolean;
  readonly suggested: string | null;
  readonly verified: boolean;
  readonly reopeningOver: boolean;
  readonly classification: string;
  readonly category: string | null;
  readonly consent: boolean;
  /** The cycles in which the citizen requested a referral. */
  readonly referredIn: readonly number[];
  readonly version: number;
  readonly lodgedBy: 'counter_clerk' | 'integrator' | 'coordinator';
  readonly isAnonymous: boolean;
  readonly identityKnown: boolean;
  readonly allegesLevy: boolean;
}

/** The parts of a lodging that the model depends on. */
export interface Lodged extends Pick<
  Life,
  'lodgedBy' | 'isAnonymous' | 'identityKnown' | 'allegesLevy' | 'consent' | 'category'
> {
  readonly classification: string | null;
}

export const isLevy = ({ category, allegesLevy }: Pick<Life, 'category' | 'allegesLevy'>): boolean =>
  category === 'conduct.illegal_levy' || allegesLevy;

export const initialLife = ({ classification, ...lodged }: Lodged): Life => ({
  ...lodged,
  classification: classification ?? (isLevy(lodged) ? 'supervisory_complaint' : 'ordinary_complaint'),
  status: 'received',
  cameFrom: null,
  outcome: null,
  cycle: 1,
  rounds: 0,
  bounces: 0,
  office: null,
  everHadOffice: false,
  suggested: null,
  verified: false,
  reopeningOver: false,
  referredIn: [],
  version: 1,
});

/** The offices of the routing rules in these tests, by category. */
const officeOf: Readonly<Record<string, string>> = {
  'roads.pothole': 'PUPR',
  'waste.collection': 'DLH',
  'parking.illegal': 'DISHUB',
  'conduct.illegal_levy': 'INSPEKTORAT',
};

/** The office of the routing rule; null if the complaint waits for the coordinator. */
export const ruledOffice = (life: Life): string | null =>
  life.classification === 'supervisory_complaint' || isLevy(life)
    ? 'INSPEKTORAT'
    : (officeOf[life.category ?? ''] ?? null);

/** The fields of a request body that the model depends on. */
export interface ActBody {
  readonly [field: string]: unknown;
  readonly classification?: string;
  readonly category?: string;
  readonly office?: string;
  readonly toOffice?: string;
  readonly heard?: boolean;
  readonly level?: number;
  readonly fields?: { readonly category?: string; readonly complainant?: object };
}

/** The details of an act: the request body, and whether an office or the citizen did it. */
export interface ActDetails {
  readonly by: 'coordinator' | 'office' | 'citizen' | 'rule' | 'timer';
  readonly body?: ActBody;
}

const closed = (outcome: Outcome): Partial<Life> => ({
  status: 'closed',
  outcome,
  cameFrom: null,
  reopeningOver: false,
});
const kind = (life: Life, body: ActBody | undefined): Partial<Life> => ({
  classification: body?.classification ?? life.classification,
  category: body?.category ?? life.category,
});

/** The effect of each act on the model. */
const effects: Readonly<Record<string, (life: Life, details: ActDetails) => Partial<Life>>> = {
  verify: (life, { body }) => ({ verified: true, ...kind(life, body) }),
  request_completion: (life, { body }) => ({
    status: 'awaiting_completion',
    cameFrom: life.status,
    ...kind(life, body),
  }),
  complete: (life, { body }) => ({
    status: life.cameFrom!,
    cameFrom: null,
    category: life.category ?? body?.fields?.category ?? null,
    identityKnown: life.identityKnown || body?.fields?.complainant !== undefined,
  }),
  lapse_completion: () => closed('deemed_withdrawn'),
  reclassify: (life, { body }) => kind(life, body),
  assign: (life, { by, body }) => {
    const office = by === 'rule' ? ruledOffice(life) : body!.office!;
    return { status: 'assigned', office, everHadOffice: true, suggested: null, verified: true };
  },
  accept: () => ({ status: 'in_progress' }),
  contact: () => ({}),
  respond: () => ({}),
  ask: () => ({ status: 'awaiting_complainant' }),
  answer: () => ({ status: 'in_progress' }),
  lapse_answer: () => ({ status: 'in_progress' }),
  resolve: () => ({ status: 'resolved' }),
  transfer: (life, { by, body }) => {
    if (by === 'coordinator') return { status: 'assigned', office: body!.toOffice! };
    const bounces = life.bounces + 1;
    return bounces >= 3
      ? { status: 'received', office: null, suggested: body!.toOffice!, bounces }
      : { status: 'assigned', office: body!.toOffice!, bounces };
  },
  refer_out: () => closed('referred_out'),
  confirm: (_, { body }) => closed(body?.heard ? 'heard' : 'confirmed'),
  object: life =>
    life.rounds < 2 ? { status: 'in_progress', cycle: life.cycle + 1, rounds: life.rounds + 1 } : closed('contested'),
  lapse_reply: life => closed(life.referredIn.includes(life.cycle) ? 'contested' : 'closed_by_silence'),
  withdraw: () => closed('withdrawn'),
  archive: () => ({ status: 'archived' }),
  reopen: (life, { by }) => ({
    status: life.office === null ? 'received' : 'in_progress',
    cycle: life.cycle + 1,
    outcome: null,
    reopeningOver: false,
    rounds: life.rounds + (by === 'citizen' ? 1 : 0),
    verified: life.office !== null && life.verified,
  }),
  lapse_reopening: () => ({ reopeningOver: true }),
  consent: () => ({ consent: true }),
  request_referral: life => ({ referredIn: [...life.referredIn, life.cycle] }),
};

/** The model after a history entry. A consent is not a separate decision, since it is part of the referral request. */
export const after = (life: Life, act: string, details: ActDetails): Life => ({
  ...life,
  ...effects[act]!(life, details),
  version: life.version + (act === 'consent' ? 0 : 1),
});
