import type { Channel, Classification, Maladministration, Outcome, Status, VulnerableGroup } from '@tuntas/contracts';
import type { Fact } from './fact.js';

/** The authoritative state of a complaint: plain data, no identity, no typed text. */
export interface Complaint {
  readonly id: string;
  readonly ticket: string;
  /** Incremented by each decision; notes and disclosures do not change it. */
  readonly version: number;
  readonly status: Status;
  /** The status before `awaiting_completion`, restored by the completion. */
  readonly interruptedStatus: Status | null;
  readonly outcome: Outcome | null;
  readonly cycle: number;
  /** Objections and reopenings by the citizen over the whole life; at most two. */
  readonly rounds: number;
  /** Transfers by offices over the whole life. */
  readonly bounces: number;
  readonly verified: boolean;
  /** Whether the reopening window of the current closing has ended. */
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
  /** The actor who lodged it: the token's `sub` and role. */
  readonly lodgedBy: { readonly ref: string; readonly role: string };
  readonly office: string | null;
  /** Reference of the officer named at acceptance; null if none was named. */
  readonly officer: string | null;
  /** The office suggested by a transfer that was returned to the coordinator. */
  readonly suggestedOffice: string | null;
  readonly lodgedAt: Date;
  /** When the current office became responsible. */
  readonly assignedAt: Date | null;
  readonly resolvedAt: Date | null;
  /** When it was closed or archived. */
  readonly closedAt: Date | null;
  readonly history: readonly Fact[];
  /**
   * The highest escalation level in this cycle, as published by the escalation service when the complaint was read. It
   * is not part of the state, and undefined if it was not read.
   */
  readonly escalationLevel?: number;
}

/** The responsible office. @throws Error if there is none, which its status excludes */
export const officeOf = (complaint: Complaint): string => {
  if (complaint.office === null) throw new Error(`complaint ${complaint.id} is ${complaint.status} without an office`);
  return complaint.office;
};

/** Whether the citizen requested a referral to the Ombudsman in the current cycle. */
export const referralRequested = (complaint: Complaint): boolean =>
  complaint.history.some(fact => fact.act === 'request_referral' && fact.cycle === complaint.cycle);
