import type { Channel, Classification, Maladministration, Outcome, Status, VulnerableGroup } from '@tuntas/contracts';
import type { Fact } from './fact.js';

/** The authoritative state of a complaint: plain data, no identity, no typed text. */
export interface Complaint {
  readonly id: string;
  readonly ticket: string;
  /** +1 per decision; notes and disclosures leave it. */
  readonly version: number;
  readonly status: Status;
  /** Where an `awaiting_completion` complaint came from and goes back to. */
  readonly interruptedStatus: Status | null;
  readonly outcome: Outcome | null;
  readonly cycle: number;
  /** Objections and citizen's reopenings so far, over the whole life; there are two. */
  readonly rounds: number;
  /** Transfers by offices so far, over the whole life. */
  readonly bounces: number;
  readonly verified: boolean;
  /** The reopening window of the present closing has ended. */
  readonly reopeningLapsed: boolean;
  readonly channel: Channel;
  readonly counter: string | null;
  readonly classification: Classification;
  readonly category: string | null;
  readonly regionCode: string | null;
  readonly location: { readonly latitude: number; readonly longitude: number } | null;
  readonly vulnerableGroups: readonly VulnerableGroup[];
  readonly isAnonymous: boolean;
  readonly isConfidential: boolean;
  readonly consentToOmbudsman: boolean;
  readonly allegedMaladministration: readonly Maladministration[];
  readonly incidentAt: Date | null;
  readonly officeHint: string | null;
  readonly complainantRef: string | null;
  /** Who lodged: the token's `sub` and role. */
  readonly lodgedBy: { readonly ref: string; readonly role: string };
  readonly office: string | null;
  /** Reference of the officer who accepted, where one was named. */
  readonly officer: string | null;
  /** What a returned transfer suggested; for the coordinator. */
  readonly suggestedOffice: string | null;
  readonly lodgedAt: Date;
  /** When the present office became responsible. */
  readonly assignedAt: Date | null;
  readonly resolvedAt: Date | null;
  /** When it was closed or archived. */
  readonly closedAt: Date | null;
  readonly history: readonly Fact[];
  /**
   * The highest level raised in this cycle, as escalation published it when the complaint was read; no part of the
   * state, and absent where nobody looked.
   */
  readonly escalationLevel?: number;
}
