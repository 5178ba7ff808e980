import { Injectable } from '@nestjs/common';
import type { ClockName, EscalationTarget } from '@tuntas/contracts';
import { publishedComplaintOf, type ComplaintRow } from '@tuntas/complaint/storage';
import { openDuties } from '@tuntas/complaint/view';
import { Database } from '@tuntas/database';
import { ReferenceData, Tenant } from '@tuntas/reference';
import type { Language } from '../domain/sentence.js';
import { isVisibleToCitizen, trackingOf, type TrackedComplaint, type Tracking } from '../domain/tracking.js';
import { TrackingPresenter } from '../use-cases/ports.js';

/**
 * Selects the clock of the next step by status, since a clock of an earlier status may still be running. Before the sla
 * service has processed a complaint, it computes the due instant of the first clock.
 */
const statement = `
  SELECT c.*, duty.breached AS is_late,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('field', t.field, 'at', t.typed_at, 'body', t.body) ORDER BY t.id), '[]')
      FROM complaints.published_texts t WHERE t.complaint_id = c.id) AS texts,
    coalesce((SELECT jsonb_build_object('clock', k.name, 'dueAt', k.due_at) FROM sla.published_clocks k
      WHERE k.complaint_id = c.id AND k.cycle = c.cycle AND k.status = 'running' AND k.name = ANY (CASE c.status
        WHEN 'received' THEN '{verification,resolution}'::text[]
        WHEN 'awaiting_completion' THEN '{completion}' WHEN 'awaiting_complainant' THEN '{complainant_answer}'
        WHEN 'resolved' THEN '{complainant_reply}' WHEN 'closed' THEN '{reopening}' WHEN 'archived' THEN '{}'
        ELSE '{first_response,resolution,decision}' END)
      ORDER BY k.due_at LIMIT 1),
      (SELECT jsonb_build_object('clock', 'verification', 'dueAt', due)
        FROM sla.checked_by(c.lodged_at, $2, $3) AS due
        WHERE due IS NOT NULL AND c.status = 'received'
          AND NOT EXISTS (SELECT FROM sla.published_heads h WHERE h.complaint_id = c.id))) AS next,
    (SELECT coalesce(max(e.level), 0) FROM escalation.published_escalations e
      WHERE e.complaint_id = c.id AND e.cycle = c.cycle) AS escalation_level,
    (SELECT CASE WHEN e.target_missing THEN 'coordinator' ELSE e.target END FROM escalation.published_escalations e
      WHERE e.complaint_id = c.id AND e.cycle = c.cycle AND e.level < 3
      ORDER BY e.level DESC, e.raised_at DESC LIMIT 1) AS overseer,
    EXISTS (SELECT FROM escalation.published_escalations e
      WHERE e.complaint_id = c.id AND e.cycle = c.cycle AND e.referral_offered_at IS NOT NULL) AS referral_offered,
    (SELECT jsonb_build_object('registrationNumber', o.registration_number, 'stage', o.stage, 'ground', o.ground)
      FROM ombudsman.published_cases o WHERE o.complaint_id = c.id) AS ombudsman_case
  FROM complaints.published_complaints c CROSS JOIN LATERAL (${openDuties}) duty WHERE c.id = $1`;

interface TrackingRow extends ComplaintRow {
  readonly is_late: boolean;
  readonly texts: readonly { readonly field: string; readonly at: string; readonly body: string }[];
  readonly next: { readonly clock: ClockName; readonly dueAt: string } | null;
  readonly escalation_level: number;
  readonly overseer: EscalationTarget | null;
  readonly referral_offered: boolean;
  readonly ombudsman_case: TrackedComplaint['ombudsmanCase'];
}

@Injectable()
export class PgTrackingPresenter extends TrackingPresenter {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceData,
    private readonly tenant: Tenant,
  ) {
    super();
  }

  async tracked(complaintId: string, language: Language): Promise<Tracking> {
    const { offices } = await this.reference.tables();
    const [found] = await this.database.sql<TrackingRow>(statement, [
      complaintId,
      this.tenant.calendar,
      this.tenant.utcOffsetMinutes,
    ]);
    const row = found!;
    return trackingOf(
      {
        complaint: publishedComplaintOf(row),
        next: row.next && { clock: row.next.clock, dueAt: new Date(row.next.dueAt) },
        isLate: row.is_late,
        escalationLevel: row.escalation_level,
        overseer: row.overseer,
        isReferralOffered: row.referral_offered,
        ombudsmanCase: row.ombudsman_case,
        staffTexts: row.texts
          .filter(({ field }) => isVisibleToCitizen(field))
          .map(text => ({ ...text, at: new Date(text.at) })),
        officeName: code => offices.get(code)?.name ?? code,
        zone: this.tenant,
        remedies: this.tenant.remedies,
      },
      language,
    );
  }
}
