/** The roles that a token may carry. */
export const roles = [
  'integrator', 'counter_clerk', 'coordinator', 'officer', 'office_head',
  'sla_operator', 'inspectorate', 'ombudsman', 'auditor', 'admin',
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
}

/** The actor of a rule, a timer or a consumer. */
export const systemActor = (ref: string): Actor => ({ role: 'system', ref, office: null, client: null });
