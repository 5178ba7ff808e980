import { z } from 'zod';
import { contactKinds, decisions } from '@tuntas/contracts';
import { complaintActs } from '@tuntas/complaint/acts';
import { actController } from '@tuntas/complaint/http';
import { complaintExamples } from '@tuntas/complaint/view';
import { line, optionalOrNull } from '@tuntas/platform';

const text = line(10_000);
const reason = line(2_000);

const tag = 'Casework';

/** The endpoints of the acts of offices; transfer and internal notes are open to the coordinator too. */
export const officeActs = [
  actController({
    tag,
    act: complaintActs.accept,
    body: z
      .strictObject({
        officer: optionalOrNull(z.string().regex(/^[A-Za-z0-9._:-]{1,100}$/, 'officer_reference')).describe(
          'Reference (not name) of the officer who accepts the complaint. The default is the caller. Only the head of the office may set another officer',
        ),
      })
      .meta({ id: 'Acceptance' }),
    id: 'acceptComplaint',
    codes: { 422: ['acceptance.other-officer'] },
    summary: 'Accept the complaint',
    example: { body: {}, answer: complaintExamples.inProgress },
  }),
  actController({
    tag,
    act: complaintActs.respond,
    body: z
      .strictObject({
        text,
        isPublic: z.boolean().default(false).describe('Whether people other than the complainant may read it'),
      })
      .meta({ id: 'Response' }),
    id: 'respondToComplaint',
    summary: 'Send the citizen a response that is not a decision',
    example: {
      body: { text: 'Tim kami meninjau lokasi hari ini, Bu. Hasilnya kami kabarkan besok.', isPublic: true },
      answer: complaintExamples.responded,
    },
  }),
  actController({
    tag,
    act: complaintActs.resolve,
    body: z
      .strictObject({
        decision: z.enum(decisions),
        explanation: text,
        remedy: optionalOrNull(text).describe('Remaining remedy of the citizen; required for a denial'),
        compensation: optionalOrNull(text),
      })
      .meta({ id: 'Resolution' }),
    id: 'resolveComplaint',
    codes: { 422: ['resolution.remedy-required'] },
    summary: 'Deliver the decision; the citizen may confirm it or object',
    example: {
      body: { decision: 'granted', explanation: 'Lubang sudah ditambal pada hari Selasa.' },
      answer: complaintExamples.resolved,
    },
  }),
  actController({
    tag,
    act: complaintActs.contact,
    body: z
      .strictObject({
        by: z.enum(contactKinds),
        note: reason.describe('Internal note for the file about the conversation'),
      })
      .meta({ id: 'Contact' }),
    id: 'recordContact',
    summary: 'Record a contact of the office with the citizen',
    example: {
      body: { by: 'phone', note: 'Bu Siti menjelaskan letak lubangnya; kami sepakat meninjau besok pagi.' },
      answer: complaintExamples.inProgress,
    },
  }),
  actController({
    tag,
    act: complaintActs.ask,
    body: z
      .strictObject({
        question: text,
        dueInWorkingDays: optionalOrNull(z.int().min(1).max(10)).describe(
          'Deadline for the reply of the citizen in working days; the default is 10',
        ),
      })
      .meta({ id: 'InformationRequest' }),
    id: 'askComplainant',
    codes: { 422: ['question.days-out-of-range'] },
    summary: "Ask the citizen a question; the office's clocks are paused until the reply or its deadline",
    example: {
      body: { question: 'Apakah lubangnya di lajur kiri atau kanan, Bu?', dueInWorkingDays: 5 },
      answer: complaintExamples.awaitingComplainant,
    },
  }),
  actController({
    tag,
    act: complaintActs.transfer,
    body: z.strictObject({ toOffice: line(40), reason }).meta({ id: 'Transfer' }),
    id: 'transferComplaint',
    codes: { 409: ['complaint.already-there'] },
    summary: 'Transfer the complaint to another office',
    description:
      'Transfers by offices are counted. The third and each later one returns the complaint to the coordinator, with the suggested office. Transfers by the coordinator take effect directly.',
    example: {
      body: { toOffice: 'DISPERKIM', reason: 'Jalan lingkungan perumahan, kewenangan Disperkim' },
      answer: {
        ...complaintExamples.assigned,
        version: 4,
        office: { code: 'DISPERKIM', name: 'Dinas Perumahan Rakyat dan Kawasan Permukiman' },
        bounces: 1,
        allowedActions: [],
      },
    },
  }),
  actController({
    tag,
    act: complaintActs.note,
    body: z.strictObject({ text }).meta({ id: 'InternalNote' }),
    id: 'addInternalNote',
    summary: 'Add an internal note that the citizen cannot read; the version stays the same',
    description:
      'The note appears in the timeline: for staff of the same office while it is responsible, and notes of coordinators for coordinators.',
    example: {
      body: { text: 'Anggaran tambal sulam triwulan ini masih ada, sudah dicek ke bendahara.' },
      answer: complaintExamples.inProgress,
    },
  }),
];
