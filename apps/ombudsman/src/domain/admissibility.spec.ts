import type { AdmissibilityCheck } from '@tuntas/contracts';
import { checkAdmissibility, type AdmissibilityFacts } from './admissibility.js';

const now = new Date('2026-06-01T02:00:00Z');
const facts: AdmissibilityFacts = {
  status: 'in_progress',
  outcome: null,
  lodgedAt: new Date('2026-03-02T02:00:00Z'),
  incidentAt: new Date('2026-02-20T02:00:00Z'),
  isConfidential: false,
  complainantRef: 'ref',
  archiveReason: null,
};
const passed = (check: AdmissibilityCheck, change: Partial<AdmissibilityFacts> = {}, at = now) =>
  checkAdmissibility({ ...facts, ...change }, at).find(result => result.check === check)!.passed;

describe('checkAdmissibility', () => {
  it('returns the result of every check in a fixed order', () => {
    expect(checkAdmissibility(facts, now)).toEqual([
      { check: 'agency_asked_first', passed: true },
      { check: 'event_within_two_years', passed: true },
      { check: 'not_before_court', passed: null },
      { check: 'not_already_settled', passed: true },
      { check: 'identity_known_or_confidential', passed: true },
    ]);
  });

  it('passes the age check until exactly two years after the incident', () => {
    const incidentAt = new Date('2024-06-01T02:00:00Z');
    expect(passed('event_within_two_years', { incidentAt })).toBe(true);
    expect(passed('event_within_two_years', { incidentAt }, new Date(now.getTime() + 1))).toBe(false);
    expect(passed('event_within_two_years', { incidentAt: null })).toBeNull();
  });

  it('returns null for a check that the complaint does not decide', () => {
    expect(passed('not_before_court')).toBeNull();
    expect(passed('not_already_settled', { status: 'resolved' })).toBeNull();
    expect(passed('not_already_settled', { status: 'closed', outcome: 'closed_by_silence' })).toBeNull();
  });

  it('uses the archive reason of the city and the outcome that the citizen gave', () => {
    expect(passed('not_before_court', { status: 'archived', archiveReason: 'before_court' })).toBe(false);
    expect(passed('not_already_settled', { status: 'archived', archiveReason: 'already_settled' })).toBe(false);
    expect(passed('not_already_settled', { status: 'closed', outcome: 'confirmed' })).toBe(false);
    expect(passed('not_already_settled', { status: 'closed', outcome: 'contested' })).toBe(true);
  });

  it('passes the identity check for a known complainant or a confidential complaint', () => {
    expect(passed('identity_known_or_confidential', { complainantRef: null })).toBe(false);
    expect(passed('identity_known_or_confidential', { complainantRef: null, isConfidential: true })).toBe(true);
  });
});
