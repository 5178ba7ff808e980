/** The roles that a token may carry. */
export const roles = [
  'integrator',
  'counter_clerk',
  'coordinator',
  'officer',
  'office_head',
  'sla_operator',
  'inspectorate',
  'ombudsman',
  'auditor',
  'admin',
] as const;
export type Role = (typeof roles)[number];

/** Who decides: a person with a role, the citizen through tracking, or `system` for rules and timers. */
export interface Actor {
  readonly role: Role | 'citizen' | 'system';
  /** A reference, never a name: the token's `sub`, or the name of a rule or timer. */
  readonly ref: string;
  /** Code of the office that the actor works for, if any. */
  readonly office: string | null;
  /** The client application that the request came through, if any. */
  readonly client: string | null;
  /**
   * Further roles of the same token that the operation admits; the reach is that of all of them, and an act is done in
   * the one that may.
   */
  readonly others?: readonly Role[];
}

/** The same person in each role, one at a time. */
export const inEachRole = ({ others = [], ...actor }: Actor): readonly [Actor, ...Actor[]] => [
  actor,
  ...others.map(role => ({ ...actor, role })),
];

/** All roles of the person that count here. */
export const rolesOf = (actor: Actor): readonly Actor['role'][] => inEachRole(actor).map(({ role }) => role);

/** Whether one of the person's roles is this one. */
export const holds = (actor: Actor, role: Role): boolean => inEachRole(actor).some(each => each.role === role);

/** The actor of a rule, a timer or a consumer. */
export const systemActor = (ref: string): Actor => ({ role: 'system', ref, office: null, client: null });
