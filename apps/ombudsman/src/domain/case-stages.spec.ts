import { caseStages, examinationFindings } from '@tuntas/contracts';
import { allowedTransitions, isFinal } from './case-stages.js';

/** All stages that a case can reach from a stage, with any finding. */
const from = (stage: (typeof caseStages)[number]) => [
  ...new Set([null, ...examinationFindings].flatMap(finding => allowedTransitions({ stage, finding }))),
];

describe('case stages', () => {
  it('are all reachable from formal intake', () => {
    const reached = new Set<(typeof caseStages)[number]>(['intake_formal']);
    for (const stage of reached) from(stage).forEach(next => reached.add(next));
    expect([...reached].sort()).toEqual([...caseStages].sort());
  });

  it('allow no transition from one final stage to another', () => {
    for (const stage of caseStages.filter(isFinal)) expect(from(stage).some(isFinal)).toBe(false);
  });

  it('allow no transition to the same stage', () => {
    expect(caseStages.filter(stage => from(stage).includes(stage))).toEqual([]);
  });

  it('allow an examination report only after an examination', () => {
    expect(caseStages.filter(stage => from(stage).includes('report'))).toEqual(['examination']);
  });

  it('allow a rapid response from every stage before the report', () => {
    expect(caseStages.filter(stage => from(stage).includes('rapid_response'))).toEqual([
      'intake_formal',
      'intake_material',
      'examination',
    ]);
  });

  it('allow monitoring after a report only if it found maladministration', () => {
    expect(examinationFindings.map(finding => allowedTransitions({ stage: 'report', finding }))).toEqual([
      ['resolution_monitoring', 'closed'],
      ['closed'],
      ['closed'],
    ]);
  });
});
