import type { ComplaintAnswer } from '@tuntas/complaint/view';

const id = '01960000-0000-7000-8000-000000000001';

/** A complaint on the morning on which it was lodged and assigned. */
export const complaintExample: ComplaintAnswer = {
  id, ticket: 'BJM-2026-000123-7', version: 2, status: 'assigned', outcome: null, cycle: 1, escalationLevel: 0,
  classification: 'ordinary_complaint', category: 'roads.pothole', channel: 'counter', counter: 'MPP-03',
  subject: 'Jalan berlubang di depan SDN Sungai Andai 3', description: 'Sudah tiga minggu ada lubang besar di depan sekolah, dua anak jatuh dari sepeda.',
  requestedSettlement: 'Mohon ditambal', incidentAt: '2026-03-10T00:00:00.000Z',
  location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59, address: 'Jl. Padat Karya' },
  vulnerableGroups: ['elderly'], allegedMaladministration: [], isAnonymous: false, isConfidential: false, consentToOmbudsman: true,
  complainant: { ref: '01960000-0000-7000-8000-000000000002' },
  office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' }, suggestedOffice: null, bounces: 0,
  lodgedAt: '2026-03-17T01:00:00.000Z', assignedAt: '2026-03-17T01:00:00.100Z', resolvedAt: null, closedAt: null,
  dueAt: '2026-03-31T08:00:00.000Z', clocksAsOf: '2026-03-17T01:00:00.150Z',
  clocks: [{
    id: '01960000-0000-7000-8000-000000000003', name: 'first_response', cycle: 1, status: 'running', startedAt: '2026-03-17T01:00:00.100Z',
    dueAt: '2026-03-31T08:00:00.000Z', pausedAt: null, remaining: 'PT37H30M', policyVersion: 1, calendarVersion: 1, provisional: false, basis: 'SP4N-LAPOR!',
  }],
  allowedActions: ['acceptance', 'transfer'], links: { timeline: `/v1/complaints/${id}/timeline`, audit: `/v1/complaints/${id}/audit` },
};
