import { allowedActions, type Complaint } from '@tuntas/complaint';
import { complaintOf, type ComplaintRow } from '@tuntas/complaint/storage';
import type { Database } from '@tuntas/database';
import { actSentences, nextSteps, outcomeSentences, referralOffer, remedies, statusLabels } from '../domain/tracking-text.js';
import { TrackingShowing } from '../use-cases/ports.js';

/** Fields of texts that belong to an act and that the citizen may read, by when they were typed. */
const shownFields = ['response', 'explanation', 'remedy', 'question'];

const statement = `
  SELECT c.*, o.name AS office_name,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('at', t.typed_at, 'body', t.body) ORDER BY t.id), '[]')
      FROM complaints.published_texts t WHERE t.complaint_id = c.id AND t.field = ANY($2)) AS shown_texts,
    (SELECT min(k.due_at) FROM sla.published_clocks k WHERE k.complaint_id = c.id AND k.cycle = c.cycle AND k.status = 'running' AND
      CASE WHEN c.status IN ('awaiting_completion', 'awaiting_complainant', 'resolved', 'closed') THEN k.runs_for = 'citizen'
           ELSE k.name IN ('verification', 'first_response', 'resolution', 'decision') END) AS until,
    (SELECT coalesce(max(e.level), 0) FROM escalation.published_escalations e WHERE e.complaint_id = c.id AND e.cycle = c.cycle) AS escalation_level,
    EXISTS (SELECT FROM escalation.published_escalations e WHERE e.complaint_id = c.id AND e.cycle = c.cycle AND e.referral_offered_at IS NOT NULL) AS referral_offered
  FROM complaints.published_complaints c LEFT JOIN reference.offices o ON o.code = c.office WHERE c.id = $1`;

interface TrackingRow extends ComplaintRow {
  readonly office_name: string | null;
  readonly shown_texts: readonly { at: string; body: string }[];
  readonly until: Date | null;
  readonly escalation_level: number;
  readonly referral_offered: boolean;
}

export class PgTrackingShowing extends TrackingShowing {
  constructor(private readonly database: Database) { super(); }

  async tracked(complaintId: string, language: 'id' | 'en'): Promise<unknown> {
    const [row] = await this.database.sql<TrackingRow>(statement, [complaintId, shownFields]);
    const complaint = complaintOf(row!);
    const offered = row!.referral_offered && !complaint.consentToOmbudsman;
    const explanation = complaint.status === 'closed' ? outcomeSentences[complaint.outcome!] : nextSteps[complaint.status];
    return {
      ticket: complaint.ticket, status: complaint.status, statusLabel: statusLabels[complaint.status][language], outcome: complaint.outcome,
      explanation: offered ? `${explanation[language]} ${referralOffer[language]}` : explanation[language],
      until: row!.until?.toISOString() ?? null,
      office: row!.office_name, lodgedAt: complaint.lodgedAt.toISOString(), escalationLevel: row!.escalation_level, referralOffered: offered,
      timeline: timelineOf(complaint, row!.shown_texts, language),
      remedies: remedies.map(remedy => remedy[language]),
      allowedActions: allowedActions(complaint, { role: 'citizen', ref: '', office: null, client: null }),
    };
  }
}

/** The acts that concern the citizen, each with what was written to them in it. */
const timelineOf = (complaint: Complaint, texts: TrackingRow['shown_texts'], language: 'id' | 'en') => complaint.history.flatMap(fact => {
  const sentence = actSentences[fact.act];
  if (!sentence) return [];
  const written = texts.filter(text => new Date(text.at).getTime() === fact.at.getTime() && ['respond', 'resolve', 'ask'].includes(fact.act));
  return { at: fact.at.toISOString(), what: sentence[language], text: written.map(text => text.body).join('\n\n') || null };
});
