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

/** The author of a decision: a person with a role, the citizen through tracking, or `system` for rules and timers. */
export interface Actor {
  readonly role: Role | 'citizen' | 'system';
  /** A reference, never a name: the token's `sub`, or the name of a rule or timer. */
  readonly ref: string;
  /** Code of the actor's office, if any. */
  readonly office: string | null;
  /** The client application of the request, if any. */
  readonly client: string | null;
  /**
   * Further roles of the same token that the operation allows. The actor may reach what any of the roles may reach. An
   * act is recorded with the role that allows it.
   */
  readonly others?: readonly Role[];
}

/** Returns one actor for each role of the person. */
export const inEachRole = ({ others = [], ...actor }: Actor): readonly [Actor, ...Actor[]] => [
  actor,
  ...others.map(role => ({ ...actor, role })),
];

/** All roles of the person that the operation allows. */
export const rolesOf = (actor: Actor): readonly Actor['role'][] => inEachRole(actor).map(({ role }) => role);

/** Whether the person has the given role. */
export const hasRole = (actor: Actor, role: Role): boolean => inEachRole(actor).some(each => each.role === role);

/** The actor of a rule, a timer or a consumer. */
export const systemActor = (ref: string): Actor => ({ role: 'system', ref, office: null, client: null });
