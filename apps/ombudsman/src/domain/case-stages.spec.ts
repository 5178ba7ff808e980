import { caseStages, examinationFindings } from '@tuntas/contracts';
import { allowedTransitions, isFinal } from './case-stages.js';

/** Everywhere that a case may go from a stage, whatever a report says. */
const from = (stage: (typeof caseStages)[number]) => [
  ...new Set([null, ...examinationFindings].flatMap(finding => allowedTransitions({ stage, finding }))),
];

describe('the stages of a case', () => {
  it('are all reachable from the first', () => {
    const reached = new Set<(typeof caseStages)[number]>(['intake_formal']);
    for (const stage of reached) from(stage).forEach(next => reached.add(next));
    expect([...reached].sort()).toEqual([...caseStages].sort());
  });

  it('never lead from one end to another, only back to work', () => {
    for (const stage of caseStages.filter(isFinal)) expect(from(stage).some(isFinal)).toBe(false);
  });

  it('never lead back to where the case is', () => {
    expect(caseStages.filter(stage => from(stage).includes(stage))).toEqual([]);
  });

  it('know no examination report without an examination', () => {
    expect(caseStages.filter(stage => from(stage).includes('report'))).toEqual(['examination']);
  });

  it('let danger to life be answered until there is a report', () => {
    expect(caseStages.filter(stage => from(stage).includes('rapid_response'))).toEqual([
      'intake_formal',
      'intake_material',
      'examination',
    ]);
  });

  it('leave something to monitor only where maladministration was found', () => {
    expect(examinationFindings.map(finding => allowedTransitions({ stage: 'report', finding }))).toEqual([
      ['resolution_monitoring', 'closed'],
      ['closed'],
      ['closed'],
    ]);
  });
});
