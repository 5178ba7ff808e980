import { complaintActs } from '@tuntas/complaint/acts';
import { actController } from '@tuntas/complaint/http';
import { complaintExamples } from '@tuntas/complaint/view';
import {
  archivingSchema,
  assignmentSchema,
  classificationSchema,
  referralOutSchema,
  reopeningSchema,
} from './routing-schemas.js';
import { VerificationController } from './verification.controller.js';

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
    body: classificationSchema,
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
    body: assignmentSchema,
    id: 'assignComplaint',
    codes: { 409: ['complaint.already-there'] },
    summary: 'Assign the complaint to an office',
    example: { body: { office: 'PUPR', reason: 'Jalan kota, kewenangan PUPR' }, answer: assigned },
  }),
  actController({
    tag,
    act: complaintActs.refer_out,
    body: referralOutSchema,
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
    body: archivingSchema,
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
    body: reopeningSchema,
    id: 'reopenComplaint',
    summary: 'Reopen a closed or archived complaint; its clocks restart',
    example: { body: { reason: 'Lubang yang sama terbuka lagi setelah hujan' }, answer: complaintExamples.reopened },
  }),
];
