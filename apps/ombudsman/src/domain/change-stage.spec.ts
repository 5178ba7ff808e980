import { caseStages, examinationFindings, type CaseStage } from '@tuntas/contracts';
import { allowedTransitions, isFinal } from './case-stages.js';
import { changeStage, type StageChange } from './change-stage.js';
import { openCase, type OmbudsmanCase } from './ombudsman-case.js';

const opening = new Date('2026-06-01T02:00:00Z');
const now = new Date('2026-06-02T02:00:00Z');
const note = { field: 'transition.note', textId: 'text-1', hash: '00' };
const opened = openCase(
  {
    id: 'case',
    registrationNumber: '0001/LM/VI/2026/BJM',
    escalationId: 'e3',
    admissibility: [],
    complaint: {
      id: 'c',
      ticket: 'BJM-2026-000001',
      office: 'PUPR',
      regionCode: '63.71.04',
      allegedMaladministration: [],
    },
  },
  opening,
).state;
const transitionTo = (to: CaseStage): StageChange => {
  if (to === 'not_admissible') return { to, ground: 'before_court' };
  return to === 'report' ? { to, finding: 'maladministration_found' } : { to };
};
const moved = (state: OmbudsmanCase, ...stages: readonly CaseStage[]): OmbudsmanCase =>
  stages.reduce((before, to) => changeStage(before, transitionTo(to), note, now).state, state);
const refusal = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
};

describe('changeStage', () => {
  it('appends the stage with its decision and note and increments the version', () => {
    const { state, events } = changeStage(opened, { to: 'intake_material' }, note, now);
    expect(state).toMatchObject({ stage: 'intake_material', ground: null, finding: null, endedAt: null, version: 2 });
    expect(state.stages).toEqual([
      { stage: 'intake_formal', at: opening, ground: null, finding: null, maladministration: [], noteId: null },
      { stage: 'intake_material', at: now, ground: null, finding: null, maladministration: [], noteId: 'text-1' },
    ]);
    expect(events).toEqual([
      {
        type: 'case.stage-changed.v1',
        data: {
          caseId: 'case',
          registrationNumber: '0001/LM/VI/2026/BJM',
          from: 'intake_formal',
          stage: 'intake_material',
          ground: null,
          finding: null,
          maladministration: [],
          texts: [note],
        },
      },
    ]);
  });

  it('accepts exactly the allowed transitions of every stage and refuses the others with a conflict', () => {
    for (const stage of caseStages)
      for (const finding of [null, ...examinationFindings])
        for (const to of caseStages) {
          const state = { ...opened, stage, finding };
          const refused = refusal(() => changeStage(state, transitionTo(to), note, now));
          expect([stage, finding, to, refused]).toEqual([
            stage,
            finding,
            to,
            allowedTransitions(state).includes(to)
              ? null
              : expect.objectContaining({
                  kind: 'conflict',
                  code: 'case.transition-not-allowed',
                  facts: { stage, allowedTransitions: allowedTransitions(state) },
                }),
          ]);
        }
  });

  it('stores the ground of inadmissibility and clears it when the case is reopened', () => {
    const inadmissible = moved(opened, 'not_admissible');
    expect(inadmissible).toMatchObject({ ground: 'before_court', endedAt: now });
    const again = moved(inadmissible, 'intake_formal');
    expect(again).toMatchObject({ ground: null, endedAt: null });
    expect(again.stages.map(({ stage, ground }) => [stage, ground])).toEqual([
      ['intake_formal', null],
      ['not_admissible', 'before_court'],
      ['intake_formal', null],
    ]);
  });

  it('keeps the finding of the report until a new examination begins', () => {
    const closed = moved(
      opened,
      'intake_material',
      'examination',
      'report',
      'resolution_monitoring',
      'recommendation',
      'closed',
    );
    expect(closed).toMatchObject({ finding: 'maladministration_found', endedAt: now, version: 7 });
    expect(moved(closed, 'examination')).toMatchObject({ stage: 'examination', finding: null, endedAt: null });
    expect(moved(opened, 'rapid_response', 'closed').finding).toBeNull();
  });

  it('adds the found types to the alleged ones and drops them at a new examination', () => {
    const alleged = { type: 'undue_delay', finding: 'alleged' } as const;
    const examined = moved({ ...opened, maladministration: [alleged] }, 'intake_material', 'examination');
    const report = changeStage(
      examined,
      {
        to: 'report',
        finding: 'maladministration_found',
        maladministration: ['undue_delay', 'incompetence', 'undue_delay'],
      },
      note,
      now,
    );
    const found = [alleged, { type: 'undue_delay', finding: 'found' }, { type: 'incompetence', finding: 'found' }];
    expect(report.state.maladministration).toEqual(found);
    expect(report.state.stages.at(-1)).toMatchObject({
      stage: 'report',
      maladministration: ['undue_delay', 'incompetence'],
    });
    expect(report.events[0]).toMatchObject({ data: { maladministration: ['undue_delay', 'incompetence'] } });
    const closed = moved(report.state, 'resolution_monitoring', 'closed');
    expect(closed.maladministration).toEqual(found);
    expect(moved(closed, 'examination').maladministration).toEqual([alleged]);
    expect(
      changeStage(moved(closed, 'examination'), { to: 'report', finding: 'stopped' }, note, now).state
        .maladministration,
    ).toEqual([alleged]);
  });

  it('sets endedAt exactly at the final stages', () => {
    for (const stage of caseStages)
      for (const to of allowedTransitions({ stage, finding: 'maladministration_found' }))
        expect([to, moved({ ...opened, stage, finding: 'maladministration_found' }, to).endedAt !== null]).toEqual([
          to,
          isFinal(to),
        ]);
  });
});
