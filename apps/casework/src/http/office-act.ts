import { complaintSchema } from '@tuntas/complaint/view';

/** Common OpenAPI settings of the acts of an office. */
export const officeAct = {
  tag: 'Casework',
  roles: ['office_head', 'officer'] as const,
  answer: complaintSchema,
  problems: [400, 404, 409, 412, 413, 415, 422],
  codes: {
    404: ['complaint.unknown'],
    409: ['complaint.act-not-allowed'],
    412: ['complaint.version-changed'],
  } as const,
  headers: ['Idempotency-Key', 'If-Match'] as const,
  answerHeaders: { ETag: 'The version of the complaint' },
};
