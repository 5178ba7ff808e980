import type { EscalationTarget } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { inEachRole, type Actor } from '@tuntas/kernel';
import { allowedActions, mayReach, readsTexts, type Complaint } from '../index.js';
import { complaintOf, type ComplaintRow } from '../storage/complaint-table.js';
import { clockOf, type ClockRow } from './clock-view.js';
import type { ComplaintAnswer } from './complaint-schema.js';

/**
 * The SQL subquery for the open duties of a complaint `c`, as `due_at` and `breached`. It covers the escalating duties
 * of office and coordinator in the current cycle that are neither met nor ended, including breached ones. Nothing is
 * due while the complaint waits for the citizen, or once it is resolved, closed or archived.
 */
export const openDuties = `
  SELECT min(k.due_at) AS due_at, coalesce(bool_or(k.status = 'breached'), false) AS breached
  FROM sla.published_clocks k
  WHERE k.complaint_id = c.id AND k.cycle = c.cycle
    AND k.runs_for IN ('office', 'coordinator') AND k.max_level > 0
    AND k.status IN ('running', 'breached') AND k.met_at IS NULL AND k.ended_at IS NULL
    AND c.status IN ('received', 'assigned', 'in_progress')`;

/**
 * Reads the whole complaint in one statement over the published views, so that all parts belong to one snapshot. Of
 * several texts of one field it returns the newest.
 */
const statement = `
  SELECT c.*, p.latitude, p.longitude, o.name AS office_name, h.reconciled_at AS clocks_as_of, duty.due_at,
    (SELECT jsonb_object_agg(t.field, t.body ORDER BY t.id) FROM complaints.published_texts t
      WHERE t.complaint_id = c.id AND t.field IN ('subject', 'description', 'requestedSettlement', 'address')) AS texts,
    (SELECT coalesce(jsonb_agg(to_jsonb(k) ORDER BY k.started_at, k.id), '[]') FROM (
      SELECT id, name, cycle, status, started_at, due_at, paused_at, remaining_ms, policy_version, calendar_version,
        provisional, basis
      FROM sla.published_clocks WHERE complaint_id = c.id) k) AS clocks,
    (SELECT coalesce(max(e.level), 0) FROM escalation.published_escalations e
      WHERE e.complaint_id = c.id AND e.cycle = c.cycle) AS escalation_level,
    (SELECT coalesce(array_agg(DISTINCT e.target), '{}') FROM escalation.published_escalations e
      WHERE e.complaint_id = c.id) AS escalated_to
  FROM complaints.published_complaints c
  LEFT JOIN complaints.published_places p ON p.complaint_id = c.id
  LEFT JOIN reference.offices o ON o.code = c.office
  LEFT JOIN sla.published_heads h ON h.complaint_id = c.id
  CROSS JOIN LATERAL (${openDuties}) duty
  WHERE c.id = $1`;

interface ViewRow extends ComplaintRow {
  readonly office_name: string | null;
  readonly clocks_as_of: Date | null;
  readonly due_at: Date | null;
  readonly texts: Readonly<Record<string, string>> | null;
  readonly clocks: readonly ClockRow[];
  readonly escalation_level: number;
  readonly escalated_to: readonly EscalationTarget[];
}

/**
 * Reads the complaint as this reader may see it.
 * @param access further grounds to show it. `decided`: the state that an action has just decided, shown even if the
 *   reader lost reach by that action. `opens`: a check such as an access code; it is also called if the complaint does
 *   not exist
 * @returns null if the complaint does not exist or is out of the reader's reach
 */
export const complaintView = async (
  database: Database,
  id: string,
  reader: Actor,
  access: { readonly decided?: Complaint; readonly opens?: () => Promise<boolean> } = {},
): Promise<ComplaintAnswer | null> => {
  const [row] = await database.sql<ViewRow>(statement, [id]);
  const complaint = row && complaintOf(row);
  const reaching =
    complaint === undefined ? [] : inEachRole(reader).filter(each => mayReach(each, complaint, row!.escalated_to));
  const isOpened = access.decided !== undefined || (reaching.length === 0 && ((await access.opens?.()) ?? false));
  const roles = isOpened ? inEachRole(reader) : reaching;
  return complaint && roles.length > 0 ? render(row!, complaint, roles) : null;
};

/** @param roles the roles of the reader that may see the complaint */
const render = (row: ViewRow, c: Complaint, roles: readonly Actor[]): ComplaintAnswer => {
  // Coordinates are hidden from readers who may not read texts: they can identify a home.
  const [texts, place] = roles.some(readsTexts) ? [row.texts ?? {}, c.location] : [{} as Record<string, string>, null];
  const address = texts['address'] ?? null;
  return {
    id: c.id,
    ticket: c.ticket,
    version: c.version,
    status: c.status,
    outcome: c.outcome,
    cycle: c.cycle,
    escalationLevel: row.escalation_level,
    classification: c.classification,
    category: c.category,
    channel: c.channel,
    counter: c.counter,
    subject: texts['subject'] ?? null,
    description: texts['description'] ?? null,
    requestedSettlement: texts['requestedSettlement'] ?? null,
    incidentAt: iso(c.incidentAt),
    location:
      c.regionCode === null && !place && address === null
        ? null
        : { regionCode: c.regionCode, latitude: place?.latitude ?? null, longitude: place?.longitude ?? null, address },
    vulnerableGroups: [...c.vulnerableGroups],
    allegedMaladministration: [...c.allegedMaladministration],
    isAnonymous: c.isAnonymous,
    isConfidential: c.isConfidential,
    consentToOmbudsman: c.consentToOmbudsman,
    complainant: c.isAnonymous || c.complainantRef === null ? null : { ref: c.complainantRef },
    office: c.office === null ? null : { code: c.office, name: row.office_name ?? c.office },
    suggestedOffice: c.suggestedOffice,
    bounces: c.bounces,
    lodgedAt: c.lodgedAt.toISOString(),
    assignedAt: iso(c.assignedAt),
    resolvedAt: iso(c.resolvedAt),
    closedAt: iso(c.closedAt),
    dueAt: iso(row.due_at),
    clocksAsOf: iso(row.clocks_as_of),
    clocks: row.clocks.map(clockOf),
    allowedActions: [...new Set(roles.flatMap(each => allowedActions(c, each)))],
    links: { timeline: `/v1/complaints/${c.id}/timeline`, audit: `/v1/complaints/${c.id}/audit` },
  };
};

const iso = (instant: Date | null): string | null => instant && instant.toISOString();
