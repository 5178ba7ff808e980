import type { EscalationTarget } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import { isOfCounter, mayReach } from './reach.js';
import {
  at,
  attempts,
  citizen,
  clerk,
  coordinator,
  allActors,
  head,
  inspectorate,
  integrator,
  lodged,
  officer,
  ombudsman,
  rule,
} from './complaints.spec-kit.js';

const byClerk = attempts.assign(lodged(), coordinator, at(1), 0).state;
const byIntegrator = { ...byClerk, lodgedBy: { ref: integrator.ref, role: 'integrator' } };
const reached = (actor: Actor, escalatedTo: readonly EscalationTarget[] = []): boolean =>
  mayReach(actor, byClerk, escalatedTo);
const role = (name: string): Actor => allActors.find(actor => actor.role === name) ?? citizen;

describe('mayReach', () => {
  it('allows coordinators, SLA operators, auditors, citizens and rules every complaint, and admins none', () => {
    expect([coordinator, role('sla_operator'), role('auditor'), citizen, rule].map(actor => reached(actor))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(reached(role('admin'), ['ombudsman', 'inspectorate'])).toBe(false);
  });

  it('allows an integrator the complaints it lodged, and a clerk those lodged by any clerk', () => {
    expect(mayReach(integrator, byIntegrator, [])).toBe(true);
    expect(mayReach({ ...integrator, ref: 'another' }, byIntegrator, [])).toBe(false);
    expect(mayReach(integrator, { ...byClerk, lodgedBy: { ref: integrator.ref, role: 'counter_clerk' } }, [])).toBe(
      false,
    );
    expect(reached({ ...clerk, ref: 'another clerk' })).toBe(true);
    expect(mayReach(clerk, byIntegrator, [])).toBe(false);
  });

  it('allows a clerk only those confidential complaints that they lodged themselves', () => {
    const confidential = { ...byClerk, isConfidential: true };
    expect(mayReach(clerk, { ...confidential, lodgedBy: { ref: clerk.ref, role: 'counter_clerk' } }, [])).toBe(true);
    expect(mayReach({ ...clerk, ref: 'another clerk' }, confidential, [])).toBe(false);
    expect(mayReach(coordinator, confidential, [])).toBe(true);
  });

  it('allows officers and heads the complaints of their office', () => {
    expect([officer('PUPR'), head('PUPR'), officer('DLH')].map(actor => reached(actor))).toEqual([true, true, false]);
    expect(mayReach({ ...officer('PUPR'), office: null }, { ...byClerk, office: null }, [])).toBe(false);
  });

  it('allows the inspectorate supervisory complaints, alleged levies and complaints escalated to it', () => {
    expect(reached(inspectorate)).toBe(false);
    expect(reached(inspectorate, ['office_head', 'inspectorate'])).toBe(true);
    expect(mayReach(inspectorate, { ...byClerk, classification: 'supervisory_complaint' }, [])).toBe(true);
    expect(mayReach(inspectorate, { ...byClerk, category: 'conduct.illegal_levy' }, [])).toBe(true);
    expect(mayReach(inspectorate, { ...byClerk, allegedMaladministration: ['demand_for_payment'] }, [])).toBe(true);
  });

  it('combines the reach of all roles of a token', () => {
    const actor = { ...officer('DLH'), others: ['inspectorate'] as const };
    expect(mayReach(actor, { ...byClerk, office: 'DLH' }, [])).toBe(true);
    expect(mayReach(actor, byClerk, ['inspectorate'])).toBe(true);
    expect(mayReach(actor, byClerk, [])).toBe(false);
  });

  it('allows the Ombudsman only complaints escalated to the Ombudsman', () => {
    expect(reached(ombudsman, ['office_head', 'coordinator'])).toBe(false);
    expect(reached(ombudsman, ['ombudsman'])).toBe(true);
  });
});

describe('isOfCounter', () => {
  const at3 = { counter: 'MPP-03', lodgedBy: { ref: 'rina', role: 'counter_clerk' } };
  it('accepts the clerk who lodged the complaint and any clerk at the same counter', () => {
    expect(
      [
        { ...clerk, ref: 'rina' },
        { ...clerk, ref: 'budi', office: 'MPP-03' },
        { ...clerk, ref: 'budi', office: 'MPP-04' },
        { ...clerk, ref: 'budi', office: null },
      ].map(each => isOfCounter(each, at3)),
    ).toEqual([true, true, false, false]);
    expect(
      isOfCounter({ ...clerk, ref: 'rina' }, { counter: null, lodgedBy: { ref: 'rina', role: 'integrator' } }),
    ).toBe(false);
    expect(isOfCounter({ ...coordinator, ref: 'rina' }, at3)).toBe(false);
  });
});
