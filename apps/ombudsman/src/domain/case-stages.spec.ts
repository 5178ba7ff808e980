import { caseStages } from '@tuntas/contracts';
import { allowedTransitions, isFinal } from './case-stages.js';

describe('the stages of a case', () => {
  it('are all reachable from the first', () => {
    const reached = new Set(['intake_formal']);
    for (const stage of reached) allowedTransitions(stage as (typeof caseStages)[number]).forEach((next) => reached.add(next));
    expect([...reached].sort()).toEqual([...caseStages].sort());
  });

  it('never lead from one end to another, only back to work', () => {
    for (const stage of caseStages.filter(isFinal)) expect(allowedTransitions(stage).some(isFinal)).toBe(false);
  });

  it('know no examination report without an examination', () => {
    expect(caseStages.filter((stage) => allowedTransitions(stage).includes('report'))).toEqual(['examination']);
  });
});
