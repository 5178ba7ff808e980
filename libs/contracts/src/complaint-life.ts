import { z } from 'zod';
import {
  archiveReasons,
  channels,
  classifications,
  contactKinds,
  decisions,
  identityDocuments,
  maladministrations,
  vulnerableGroups,
} from './words.js';

// The life of a complaint: its acts, the data of their events, and the messages to the citizen.

/** The acts of the transition table. `lapse_*` are the decisions of timers. */
export const acts = [
  'lodge',
  'verify',
  'request_completion',
  'complete',
  'lapse_completion',
  'reclassify',
  'assign',
  'accept',
  'contact',
  'respond',
  'ask',
  'answer',
  'lapse_answer',
  'resolve',
  'transfer',
  'refer_out',
  'confirm',
  'object',
  'lapse_reply',
  'withdraw',
  'archive',
  'reopen',
  'lapse_reopening',
  'consent',
  'request_referral',
  'note',
  'disclose',
] as const;
export type Act = (typeof acts)[number];

/** The labels of messages to citizens, by template. Their texts are in intake. */
export const messageKindLabels = {
  received: { id: 'Tanda terima', en: 'Receipt' },
  complete: { id: 'Keterangan sudah lengkap', en: 'The information is complete' },
  completion_requested: { id: 'Permintaan kelengkapan', en: 'Request for information' },
  assigned: { id: 'Diteruskan ke instansi', en: 'Passed to an office' },
  transferred: { id: 'Dialihkan ke instansi lain', en: 'Transferred to another office' },
  returned: { id: 'Dikembalikan oleh instansi', en: 'Returned by the office' },
  reclassified: { id: 'Jenis pengaduan diubah', en: 'Type of complaint changed' },
  question: { id: 'Pertanyaan kepada pelapor', en: 'Question to the complainant' },
  answer_lapsed: { id: 'Dilanjutkan tanpa jawaban', en: 'Continued without an answer' },
  response: { id: 'Tanggapan', en: 'Response' },
  decision: { id: 'Keputusan', en: 'Decision' },
  objected: { id: 'Keberatan diterima', en: 'Objection received' },
  reopened: { id: 'Dibuka kembali', en: 'Reopened' },
  closed: { id: 'Ditutup', en: 'Closed' },
  referred_out: { id: 'Dirujuk ke lembaga lain', en: 'Referred to another organisation' },
  archived: { id: 'Diarsipkan', en: 'Archived' },
  delay: { id: 'Pemberitahuan keterlambatan', en: 'Notice of delay' },
  referral_offered: { id: 'Penawaran rujukan ke Ombudsman', en: 'Offer of referral to the Ombudsman' },
  case_opened: { id: 'Diterima Ombudsman', en: 'Received by the Ombudsman' },
  case_ended: { id: 'Hasil dari Ombudsman', en: 'Result of the Ombudsman' },
} as const satisfies Readonly<Record<string, { readonly id: string; readonly en: string }>>;
export type MessageTemplate = keyof typeof messageKindLabels;
export const messageTemplates = Object.keys(messageKindLabels) as [MessageTemplate, ...MessageTemplate[]];

/** An instant in RFC 3339. */
export const instant = z.string();

/** A reference to a text typed by a person. Text and salt can be erased; the salted hash remains as proof. */
export const textRef = z.object({
  field: z.string(),
  textId: z.string(),
  /** Hex SHA-256 of the salt followed by the UTF-8 text. */
  hash: z.string(),
});

/** The common fields of events emitted by acts on a complaint. */
const ofComplaint = z.object({ cycle: z.int(), texts: z.array(textRef) });
const byCitizen = ofComplaint.extend({
  /** A clerk acted for a citizen who was present. */
  onBehalf: z.boolean(),
  /**
   * The document by which the clerk identified the citizen; absent if none was recorded or the citizen acted directly.
   */
  documentSeen: z.enum(identityDocuments).exactOptional(),
});
const byTimer = ofComplaint.extend({ clockId: z.string() });

/** The data of events of acts on a complaint, by type. */
export const complaintEventSchemas = {
  'complaint.lodged.v1': ofComplaint.extend({
    ticket: z.string(),
    channel: z.enum(channels),
    counter: z.string().nullable(),
    classification: z.enum(classifications),
    category: z.string().nullable(),
    regionCode: z.string().nullable(),
    vulnerableGroups: z.array(z.enum(vulnerableGroups)),
    isAnonymous: z.boolean(),
    isConfidential: z.boolean(),
    consentToOmbudsman: z.boolean(),
    allegedMaladministration: z.array(z.enum(maladministrations)),
    incidentAt: instant.nullable(),
    complainantRef: z.string().nullable(),
    officeHint: z.string().nullable(),
  }),
  'complaint.verified.v1': ofComplaint.extend({
    by: z.enum(['rule', 'person']),
    classification: z.enum(classifications),
    category: z.string().nullable(),
  }),
  'complaint.completion-requested.v1': ofComplaint.extend({ missing: z.array(z.string()) }),
  'complaint.completed.v1': byCitizen,
  'complaint.deemed-withdrawn.v1': byTimer,
  'complaint.reclassified.v1': ofComplaint.extend({
    classification: z.enum(classifications),
    category: z.string().nullable(),
  }),
  'complaint.assigned.v1': ofComplaint.extend({
    by: z.enum(['rule', 'person']),
    office: z.string(),
    ruleVersion: z.int().nullable(),
  }),
  'complaint.accepted.v1': ofComplaint.extend({ office: z.string() }),
  'complaint.contacted.v1': ofComplaint.extend({ office: z.string(), kind: z.enum(contactKinds) }),
  'complaint.responded.v1': ofComplaint.extend({ office: z.string(), isPublic: z.boolean() }),
  'complaint.information-requested.v1': ofComplaint.extend({ office: z.string(), dueInWorkingDays: z.int() }),
  'complaint.information-provided.v1': byCitizen,
  'complaint.answer-lapsed.v1': byTimer,
  'complaint.resolved.v1': ofComplaint.extend({ office: z.string(), decision: z.enum(decisions) }),
  'complaint.transferred.v1': ofComplaint.extend({ from: z.string(), office: z.string(), bounces: z.int() }),
  'complaint.returned-to-coordinator.v1': ofComplaint.extend({
    from: z.string(),
    suggested: z.string(),
    bounces: z.int(),
  }),
  'complaint.referred-out.v1': ofComplaint,
  'complaint.confirmed.v1': byCitizen.extend({
    heard: z.boolean(),
    rating: z.object({ attitude: z.int(), attention: z.int(), action: z.int() }).nullable(),
  }),
  'complaint.objected.v1': byCitizen.extend({ contested: z.boolean() }),
  'complaint.closed-by-silence.v1': byTimer.extend({ contested: z.boolean() }),
  'complaint.withdrawn.v1': byCitizen,
  'complaint.archived.v1': ofComplaint.extend({ reasonCode: z.enum(archiveReasons) }),
  'complaint.reopened.v1': byCitizen.extend({ office: z.string().nullable() }),
  'complaint.reopening-lapsed.v1': byTimer,
  'complaint.consent-given.v1': byCitizen,
  'complaint.referral-requested.v1': byCitizen,
  'complaint.note-added.v1': ofComplaint.extend({ office: z.string().nullable() }),
  'identity.disclosed.v1': ofComplaint.extend({
    toRole: z.string(),
    toOffice: z.string().nullable(),
    toRef: z.string(),
  }),
  /** A printed message was handed over to the citizen. */
  'message.handed-over.v1': ofComplaint.extend({
    messageId: z.string(),
    template: z.string(),
    counter: z.string().nullable(),
  }),
};
