import { readsReferencesOfAnonymous } from '@tuntas/complaint';
import { inEachRole, type Actor, type Role } from '@tuntas/kernel';
import { liesIn } from '@tuntas/reference';
import { withinReach } from './scope.js';

/** What a list of complaints may be asked for; several values of one field mean any of them. */
export interface CardFilter {
  readonly ticket?: readonly string[] | undefined;
  readonly externalId?: readonly string[] | undefined;
  readonly status?: readonly string[] | undefined;
  readonly office?: readonly string[] | undefined;
  readonly category?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
  readonly classification?: readonly string[] | undefined;
  readonly channel?: readonly string[] | undefined;
  readonly escalationLevel?: readonly number[] | undefined;
  readonly breached?: boolean | undefined;
  readonly dueBefore?: Date | undefined;
  readonly dueFrom?: Date | undefined;
  readonly lodgedFrom?: Date | undefined;
  readonly lodgedTo?: Date | undefined;
  readonly updatedSince?: Date | undefined;
}

type Bind = (value: unknown) => string;
const anyOf =
  (column: string) =>
  (value: unknown, bind: Bind): string =>
    `k.${column} = ANY(${bind(value)})`;

/** Each filter as a condition over a card `k`. */
const conditions: Readonly<Record<keyof CardFilter, (value: unknown, bind: Bind) => string>> = {
  ticket: anyOf('ticket'),
  status: anyOf('status'),
  office: anyOf('office'),
  category: anyOf('category'),
  classification: anyOf('classification'),
  channel: anyOf('channel'),
  escalationLevel: anyOf('escalation_level'),
  region: (codes, bind) => liesIn('k.region_code', `${bind(codes)}::text[]`),
  // Found as `system:id`, or by the id alone.
  externalId: (ids, bind) => {
    const given = `${bind(ids)}::text[]`;
    return `k.complaint_id IN (SELECT t.complaint_id FROM complaints.published_texts t
      WHERE t.field = 'externalReference' AND (t.body = ANY(${given}) OR t.external_id = ANY(${given})))`;
  },
  breached: (value, bind) => `k.breached = ${bind(value)}`,
  dueBefore: (instant, bind) => `coalesce(k.due_at, 'infinity'::timestamptz) < ${bind(instant)}`, // as the index has it
  dueFrom: (instant, bind) =>
    `coalesce(k.due_at, 'infinity'::timestamptz) >= ${bind(instant)} AND k.due_at IS NOT NULL`,
  lodgedFrom: (instant, bind) => `k.lodged_at >= ${bind(instant)}`,
  lodgedTo: (instant, bind) => `k.lodged_at < ${bind(instant)}`,
  updatedSince: (instant, bind) => `k.updated_at >= ${bind(instant)}`,
};

/** A reference of an anonymous complaint must not be tried out by whoever may not read it. */
const openReferences = (reader: Actor, bind: Bind): string => {
  const anonymous =
    'EXISTS (SELECT FROM complaints.published_complaints c WHERE c.id = k.complaint_id AND c.is_anonymous)';
  const [role, ...others] = inEachRole(reader)
    .filter(readsReferencesOfAnonymous)
    .map(each => each.role as Role);
  return role === undefined
    ? `NOT ${anonymous}`
    : `(NOT ${anonymous} OR ${withinReach({ ...reader, role, others }, bind)})`;
};

/**
 * Everything that a card must be to be shown to this reader under this filter.
 * @param opened a complaint that something opens to them; null: none
 */
export const conditionsOf = (reader: Actor, filter: CardFilter, opened: string | null, bind: Bind): string =>
  [
    opened === null ? withinReach(reader, bind) : `(${withinReach(reader, bind)} OR k.complaint_id = ${bind(opened)})`,
    ...(filter.externalId === undefined ? [] : [openReferences(reader, bind)]),
    ...(Object.keys(conditions) as (keyof CardFilter)[]).flatMap(name =>
      filter[name] === undefined ? [] : [conditions[name](filter[name], bind)],
    ),
  ].join(' AND ');
