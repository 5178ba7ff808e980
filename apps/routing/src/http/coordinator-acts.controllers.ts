import { z } from 'zod';
import { archiveReasons } from '@tuntas/contracts';
import { complaintActs } from '@tuntas/complaint/acts';
import { actController } from '@tuntas/complaint/http';
import { complaintExamples } from '@tuntas/complaint/view';
import { line } from '@tuntas/platform';
import { classificationFields, VerificationController } from './verification.controller.js';

const text = line(10_000);
const reason = line(2_000);

const tag = 'Routing';

/** Example response with the actions allowed to the coordinator. */
const assigned = {
  ...complaintExamples.assigned,
  allowedActions: [
    'verification',
    'classification',
    'transfer',
    'referral-out',
    'archiving',
    'internal-notes',
    'identity-disclosure',
  ],
};

/** The endpoints of the acts of the coordinator. */
export const coordinatorActs = [
  VerificationController,
  actController({
    tag,
    act: complaintActs.reclassify,
    body: z
      .strictObject({ ...classificationFields, reason })
      .check(({ value, issues }) => {
        if (value.classification === null && value.category === null)
          issues.push({ code: 'invalid_type', expected: 'string', input: undefined, path: ['classification'] });
      })
      .meta({
        id: 'ClassificationChange',
        description: 'A classification, a category, or both',
        if: { properties: { classification: { type: 'null' } } },
        then: { properties: { category: { type: 'string' } }, required: ['category'] },
      }),
    id: 'classifyComplaint',
    summary: 'Change the classification or the category; the responsible office stays the same',
    example: {
      body: {
        classification: 'supervisory_complaint',
        category: 'conduct.staff_attitude',
        reason: 'Yang dikeluhkan adalah sikap petugas, bukan jalannya',
      },
      answer: { ...assigned, version: 3, classification: 'supervisory_complaint', category: 'conduct.staff_attitude' },
    },
  }),
  actController({
    tag,
    act: complaintActs.assign,
    body: z.strictObject({ office: line(40), reason }).meta({ id: 'Assignment' }),
    id: 'assignComplaint',
    codes: { 409: ['complaint.already-there'] },
    summary: 'Assign the complaint to an office',
    example: { body: { office: 'PUPR', reason: 'Jalan kota, kewenangan PUPR' }, answer: assigned },
  }),
  actController({
    tag,
    act: complaintActs.refer_out,
    body: z
      .strictObject({
        name: line(200).describe('The body outside the city'),
        channel: line(500).describe('How the citizen can reach the body'),
        reason,
      })
      .meta({ id: 'ReferralOut' }),
    id: 'referOutComplaint',
    summary: 'Refer the complaint to a body outside the city; the citizen sees its name',
    example: {
      body: {
        name: 'PLN UP3 Banjarmasin',
        channel: 'Telepon 123 atau aplikasi PLN Mobile',
        reason: 'Tiang listrik adalah kewenangan PLN',
      },
      answer: complaintExamples.referredOut,
    },
  }),
  actController({
    tag,
    act: complaintActs.archive,
    body: z
      .strictObject({
        reasonCode: z.enum(archiveReasons),
        explanation: text,
        remedy: text.describe('Remaining remedy of the citizen'),
      })
      .meta({ id: 'Archiving' }),
    id: 'archiveComplaint',
    codes: { 422: ['archiving.remedy-required'] },
    summary:
      'Archive a complaint that is not a matter of public service; the citizen sees the explanation and the remedy',
    example: {
      answer: complaintExamples.archived,
      body: {
        reasonCode: 'before_court',
        explanation: 'Perkara ini sedang diperiksa Pengadilan Negeri Banjarmasin.',
        remedy: 'Ibu dapat menunggu putusan, atau meminta bantuan hukum gratis di Posbakum pengadilan.',
      },
    },
  }),
  actController({
    tag,
    act: complaintActs.reopen,
    body: z.strictObject({ reason }).meta({ id: 'CoordinatorReopening' }),
    id: 'reopenComplaint',
    summary: 'Reopen a closed or archived complaint; its clocks restart',
    example: { body: { reason: 'Lubang yang sama terbuka lagi setelah hujan' }, answer: complaintExamples.reopened },
  }),
];
