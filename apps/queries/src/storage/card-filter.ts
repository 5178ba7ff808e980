import { readsReferencesOfAnonymous } from '@tuntas/complaint';
import { inEachRole, type Actor, type Role } from '@tuntas/kernel';
import { isInRegions } from '@tuntas/reference';
import { withinReach } from './scope.js';

/** Filters of the complaint list. Several values of one filter are alternatives. */
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

/** SQL condition of each filter on a card `k`. */
const conditions: Readonly<Record<keyof CardFilter, (value: unknown, bind: Bind) => string>> = {
  ticket: anyOf('ticket'),
  status: anyOf('status'),
  office: anyOf('office'),
  category: anyOf('category'),
  classification: anyOf('classification'),
  channel: anyOf('channel'),
  escalationLevel: anyOf('escalation_level'),
  region: (codes, bind) => isInRegions('k.region_code', `${bind(codes)}::text[]`),
  // Matches `system:id` or the id alone.
  externalId: (ids, bind) => {
    const externalIds = `${bind(ids)}::text[]`;
    return `k.complaint_id IN (SELECT t.complaint_id FROM complaints.published_texts t
      WHERE t.field = 'externalReference' AND (t.body = ANY(${externalIds}) OR t.external_id = ANY(${externalIds})))`;
  },
  breached: (value, bind) => `k.breached = ${bind(value)}`,
  // matches the index expression
  dueBefore: (instant, bind) => `coalesce(k.due_at, 'infinity'::timestamptz) < ${bind(instant)}`,
  dueFrom: (instant, bind) =>
    `coalesce(k.due_at, 'infinity'::timestamptz) >= ${bind(instant)} AND k.due_at IS NOT NULL`,
  lodgedFrom: (instant, bind) => `k.lodged_at >= ${bind(instant)}`,
  lodgedTo: (instant, bind) => `k.lodged_at < ${bind(instant)}`,
  updatedSince: (instant, bind) => `k.updated_at >= ${bind(instant)}`,
};

/**
 * Restricts a filter by external id: a reader who may not read the references of anonymous complaints must not be able
 * to probe them.
 */
const readableReferences = (reader: Actor, bind: Bind): string => {
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
 * Builds the SQL condition for the cards that a reader may see under a filter.
 * @param opened id of a complaint that an access code opens to the reader; null if there is none
 * @param bind adds a parameter and returns its placeholder
 */
export const conditionsOf = (reader: Actor, filter: CardFilter, opened: string | null, bind: Bind): string =>
  [
    opened === null ? withinReach(reader, bind) : `(${withinReach(reader, bind)} OR k.complaint_id = ${bind(opened)})`,
    ...(filter.externalId === undefined ? [] : [readableReferences(reader, bind)]),
    ...(Object.keys(conditions) as (keyof CardFilter)[]).flatMap(name =>
      filter[name] === undefined ? [] : [conditions[name](filter[name], bind)],
    ),
  ].join(' AND ');
