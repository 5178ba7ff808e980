import type { ComplaintRow, historyOf } from '@tuntas/complaint/storage';
import type {
  ClockName,
  ClockStatus,
  EscalationStatus,
  EscalationTarget,
  MessageTemplate,
  Outcome,
  Status,
} from '@tuntas/contracts';

// The columns that the checks read.

export interface StoredComplaint extends ComplaintRow {
  readonly id: string;
  readonly version: number;
  readonly sequence: number;
  readonly decided_at: Date;
  readonly history: Parameters<typeof historyOf>[0];
  readonly status: Status;
  readonly interrupted_status: Status | null;
  readonly outcome: Outcome | null;
  readonly cycle: number;
  readonly rounds: number;
  readonly bounces: number;
  readonly office: string | null;
  readonly suggested_office: string | null;
  readonly verified: boolean;
  readonly reopening_lapsed: boolean;
  readonly classification: string;
  readonly category: string | null;
  readonly consent_to_ombudsman: boolean;
  readonly is_anonymous: boolean;
  readonly complainant_ref: string | null;
  readonly closed_at: Date | null;
}
export interface StoredClock {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly name: ClockName;
  readonly cycle: number;
  readonly n: number;
  readonly status: ClockStatus;
  readonly runs_for: string;
  readonly escalation_id: string | null;
  readonly started_at: Date;
  readonly due_at: Date | null;
  readonly met_at: Date | null;
  readonly breached_at: Date | null;
  readonly ended_at: Date | null;
  readonly max_level: number;
}
export interface StoredEscalation {
  readonly id: string;
  readonly complaint_id: string;
  readonly clock_id: string | null;
  readonly clock: ClockName | null;
  readonly level: number;
  readonly cycle: number;
  readonly target: EscalationTarget;
  readonly office: string | null;
  readonly status: EscalationStatus;
  readonly reason: string;
  readonly raised_at: Date;
  readonly next_level: number | null;
  readonly next_after_working_days: number | null;
  readonly referral_offered_at: Date | null;
}
export interface StoredCase {
  readonly escalation_ids: readonly string[];
}
export interface StoredMessage {
  readonly template: MessageTemplate;
  readonly occasion: string;
  readonly facts: { readonly duty?: string };
}
export interface StoredEvent {
  readonly type: string;
  readonly cause: string;
  readonly data: { readonly classification?: string; readonly contested?: boolean; readonly stage?: string };
}
