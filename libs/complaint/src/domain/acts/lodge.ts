import type { Classification, TextRef } from '@tuntas/contracts';
import { DomainError, type Actor } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import type { ActDefinition, Ruling } from '../define-act.js';
import { isAllegedLevy } from '../illegal-levy.js';
import { draft } from '../message-draft.js';
import { requirePast } from '../preconditions.js';
import { factOf } from '../state-change.js';
import { isWho, type Who } from '../who.js';

/** The values that every new complaint starts with. */
const startOf = (by: Actor, now: Date) =>
  ({
    version: 1,
    status: 'received',
    interruptedStatus: null,
    outcome: null,
    cycle: 1,
    rounds: 0,
    bounces: 0,
    verified: false,
    reopeningLapsed: false,
    lodgedBy: { ref: by.ref, role: by.role },
    office: null,
    officer: null,
    suggestedOffice: null,
    lodgedAt: now,
    assignedAt: null,
    resolvedAt: null,
    closedAt: null,
  }) satisfies Partial<Complaint>;

/**
 * The data of a new complaint. Identity and texts are references: they are stored in the vault and in the text table.
 */
export interface Lodging extends Omit<
  Complaint,
  keyof ReturnType<typeof startOf> | 'classification' | 'history' | 'escalationLevel'
> {
  /** Null if the client gave none; the default of the rules applies. */
  readonly classification: Classification | null;
  readonly texts: readonly TextRef[];
}

const lodgers: readonly Who[] = ['integrator', 'clerk', 'coordinator'];

/** The lodging in the transition table. It has no rule on an existing complaint. */
export const lodging: Omit<ActDefinition<object, unknown, 'complaint.lodged.v1'>, 'apply' | 'path'> = {
  name: 'lodge',
  transitions: [{ who: lodgers, from: [], to: ['received'] }],
  wakesEscalation: false,
  notify: {
    'complaint.lodged.v1': ({ counter, texts }, state) =>
      draft(
        'received',
        state,
        'verification',
        { counter },
        texts.filter(({ field }) => field === 'subject'),
      ),
  },
};

/**
 * Lodges a complaint.
 * @throws DomainError forbidden `complaint.may-not-lodge`, invalid `complaint.incident-ahead`
 */
export const lodge = (command: Lodging, by: Actor, now: Date): Ruling => {
  if (!lodgers.some(who => isWho(who, by, null)))
    throw new DomainError('forbidden', 'complaint.may-not-lodge', `${by.role} may not lodge`);
  requirePast(command.incidentAt, now, '/incidentAt');
  const { texts, ...given } = command;
  const classification =
    given.classification ?? (isAllegedLevy(given) ? 'supervisory_complaint' : 'ordinary_complaint');
  const fresh: Complaint = { ...given, classification, ...startOf(by, now), history: [] };
  const state: Complaint = { ...fresh, history: [factOf(fresh, 'lodge', now)] };
  return {
    state,
    events: [
      {
        type: 'complaint.lodged.v1',
        data: {
          cycle: state.cycle,
          texts,
          ticket: state.ticket,
          channel: state.channel,
          counter: state.counter,
          classification,
          category: state.category,
          regionCode: state.regionCode,
          vulnerableGroups: state.vulnerableGroups,
          isAnonymous: state.isAnonymous,
          isConfidential: state.isConfidential,
          consentToOmbudsman: state.consentToOmbudsman,
          allegedMaladministration: state.allegedMaladministration,
          incidentAt: state.incidentAt?.toISOString() ?? null,
          complainantRef: state.complainantRef,
          officeHint: state.officeHint,
        },
      },
    ],
  };
};
