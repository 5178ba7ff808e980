import { lodge, type Complaint } from '@tuntas/complaint';

const clerk = { role: 'counter_clerk', ref: 'clerk', office: null, client: null } as const;

/** Test fixture of this folder: a complaint lodged at a counter. */
export const lodgedAt = (at: Date): Complaint =>
  lodge(
    {
      id: '01960000-0000-7000-8000-000000000001',
      ticket: 'BJM-2026-000123-X',
      channel: 'counter',
      counter: 'MPP-03',
      classification: null,
      category: null,
      regionCode: null,
      location: null,
      vulnerableGroups: [],
      isAnonymous: false,
      isConfidential: false,
      consentToOmbudsman: false,
      allegedMaladministration: [],
      incidentAt: null,
      officeHint: null,
      complainantRef: null,
      texts: [],
    },
    clerk,
    at,
  ).state;
