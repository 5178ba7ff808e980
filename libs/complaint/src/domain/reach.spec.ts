import type { EscalationTarget } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import { isOfCounter, mayReach } from './reach.js';
import {
  at,
  attempts,
  citizen,
  clerk,
  coordinator,
  everybody,
  head,
  inspectorate,
  integrator,
  lodged,
  officer,
  ombudsman,
  rule,
} from './specimens.js';

const byClerk = attempts.assign(lodged(), coordinator, at(1), 0).state;
const byIntegrator = { ...byClerk, lodgedBy: { ref: integrator.ref, role: 'integrator' } };
const reached = (actor: Actor, escalatedTo: readonly EscalationTarget[] = []): boolean =>
  mayReach(actor, byClerk, escalatedTo);
const role = (name: string): Actor => everybody.find(actor => actor.role === name) ?? citizen;

describe('reach', () => {
  it('is the whole city for coordinators, operators and auditors, and nothing for admins', () => {
    expect([coordinator, role('sla_operator'), role('auditor'), citizen, rule].map(actor => reached(actor))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(reached(role('admin'), ['ombudsman', 'inspectorate'])).toBe(false);
  });

  it('is what they lodged for integrators, each its own, and for clerks together', () => {
    expect(mayReach(integrator, byIntegrator, [])).toBe(true);
    expect(mayReach({ ...integrator, ref: 'another' }, byIntegrator, [])).toBe(false);
    expect(mayReach(integrator, { ...byClerk, lodgedBy: { ref: integrator.ref, role: 'counter_clerk' } }, [])).toBe(
      false,
    );
    expect(reached({ ...clerk, ref: 'another clerk' })).toBe(true);
    expect(mayReach(clerk, byIntegrator, [])).toBe(false);
  });

  it('is of confidential complaints only what they lodged themselves, for clerks', () => {
    const confidential = { ...byClerk, isConfidential: true };
    expect(mayReach(clerk, { ...confidential, lodgedBy: { ref: clerk.ref, role: 'counter_clerk' } }, [])).toBe(true);
    expect(mayReach({ ...clerk, ref: 'another clerk' }, confidential, [])).toBe(false);
    expect(mayReach(coordinator, confidential, [])).toBe(true);
  });

  it('is what their office is responsible for now, for officers and heads', () => {
    expect([officer('PUPR'), head('PUPR'), officer('DLH')].map(actor => reached(actor))).toEqual([true, true, false]);
    expect(mayReach({ ...officer('PUPR'), office: null }, { ...byClerk, office: null }, [])).toBe(false);
  });

  it('is supervision, levies and what was escalated to it, for the inspectorate', () => {
    expect(reached(inspectorate)).toBe(false);
    expect(reached(inspectorate, ['office_head', 'inspectorate'])).toBe(true);
    expect(mayReach(inspectorate, { ...byClerk, classification: 'supervisory_complaint' }, [])).toBe(true);
    expect(mayReach(inspectorate, { ...byClerk, category: 'conduct.illegal_levy' }, [])).toBe(true);
    expect(mayReach(inspectorate, { ...byClerk, allegedMaladministration: ['demand_for_payment'] }, [])).toBe(true);
  });

  it('is that of all roles of a token together', () => {
    const two = { ...officer('DLH'), others: ['inspectorate'] as const };
    expect(mayReach(two, { ...byClerk, office: 'DLH' }, [])).toBe(true);
    expect(mayReach(two, byClerk, ['inspectorate'])).toBe(true);
    expect(mayReach(two, byClerk, [])).toBe(false);
  });

  it('is what was referred, for the Ombudsman', () => {
    expect(reached(ombudsman, ['office_head', 'coordinator'])).toBe(false);
    expect(reached(ombudsman, ['ombudsman'])).toBe(true);
  });
});

describe('the counter of a complaint', () => {
  const at3 = { counter: 'MPP-03', lodgedBy: { ref: 'rina', role: 'counter_clerk' } };
  it('is that of the clerk who lodged it, and of whoever works at the same one', () => {
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
