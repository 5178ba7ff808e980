import { z } from 'zod';
import {
  admissibilityChecks,
  caseStages,
  examinationFindings,
  inadmissibilityGrounds,
  maladministrations,
} from '@tuntas/contracts';
import { instant } from '@tuntas/service';
import { ageBands, quarterPattern, type QuarterlyStatistics } from '../use-cases/get-quarterly-statistics.js';

export const statisticsQuery = z.strictObject({
  quarter: z
    .string()
    .regex(quarterPattern, 'quarter')
    .describe(
      'Such as 2026-Q1, in the zone of the city: from midnight of the first of January, April, July or October until the next of them',
    ),
});

const count = z.int().min(0);
const flow = {
  openAtStart: count.describe('Open when the quarter began'),
  opened: count.describe('Opened in it'),
  reopened: count.describe('Taken up again in it after they had ended, each time'),
  ended: count.describe('Ended in it: closed, not admissible, withdrawn or deemed withdrawn; each time'),
  openAtEnd: count.describe('Open at `countedTo`: `openAtStart` + `opened` + `reopened` - `ended`'),
};
const named = z
  .object({ code: z.string(), name: z.string() })
  .meta({ id: 'NamedCode' })
  .nullable()
  .describe('null: none is known');
const ground = z.enum(inadmissibilityGrounds).nullable();
const finding = z.enum(examinationFindings);

export const statisticsSchema = z
  .object({
    quarter: z.string(),
    from: instant,
    to: instant.describe('Exclusive'),
    countedTo: instant.describe(
      'The end of the quarter, or now while it runs; what happens at this instant is not counted in it',
    ),
    total: z.object(flow),
    byMaladministration: z
      .array(
        z.object({
          type: z.enum(maladministrations).nullable().describe('null: none is alleged, or none is named as found'),
          ...flow,
          found: count.describe(
            'Reports given in the quarter that found this type; with `type` null those that found maladministration and name no type',
          ),
        }),
      )
      .describe(
        'Alleged and found apart: the flow is of cases in which the type is alleged, `found` of reports. A case with several types counts for each, so these do not add up to the total',
      ),
    byOffice: z
      .array(z.object({ office: named, ...flow }))
      .describe('By the office complained about, which was responsible when the case was opened; adds up to the total'),
    byRegion: z
      .array(z.object({ region: named, ...flow }))
      .describe('By the region as the complaint names it, not by those above it; adds up to the total'),
    byAge: z
      .array(
        z.object({
          band: z.enum(ageBands),
          open: count.describe('Open at `countedTo`, for so long'),
          ended: count.describe('Ended in the quarter, after so long'),
        }),
      )
      .describe('In full days of 24 hours since the case was opened, or was last taken up again'),
    daysToEnd: z
      .object({ median: count.nullable(), p90: count.nullable() })
      .describe('Of those that ended in the quarter, by nearest rank; null where none did'),
    byStage: z
      .array(z.object({ stage: z.enum(caseStages), open: count }))
      .describe('Where the cases stood that were open at `countedTo`'),
    byOutcome: z
      .array(
        z.object({
          outcome: z.enum(caseStages),
          finding: finding
            .nullable()
            .describe('Of a closed case: what the report stated on which it was closed; null where there was none'),
          ground: ground.describe('Why it was not admissible'),
          ended: count,
        }),
      )
      .describe('How cases ended; adds up to `ended`'),
    reports: z
      .array(z.object({ finding, given: count }))
      .describe('Examination reports (LHP) given in the quarter, by what they state'),
    admissibility: z
      .array(z.object({ check: z.enum(admissibilityChecks), passed: count, failed: count, unknown: count }))
      .describe('What the checks said when the cases of the quarter were opened; each check adds up to `opened`'),
  })
  .meta({ id: 'OmbudsmanStatistics' });
type Statistics = z.infer<typeof statisticsSchema>;

export const statisticsOf = ({ quarter, countedTo, figures, names }: QuarterlyStatistics): object => {
  const namedBy = (all: ReadonlyMap<string, string>, code: string | null) =>
    code === null ? null : { code, name: all.get(code) ?? code };
  return {
    quarter: quarter.name,
    from: quarter.from,
    to: quarter.to,
    countedTo,
    ...figures,
    byOffice: figures.byOffice.map(({ office, ...flows }) => ({ office: namedBy(names.offices, office), ...flows })),
    byRegion: figures.byRegion.map(({ region, ...flows }) => ({ region: namedBy(names.regions, region), ...flows })),
    byOutcome: figures.byOutcome.map(({ stage, ...rest }) => ({ outcome: stage, ...rest })),
  };
};

/** A figure of the statistics in a line of its own, for a spreadsheet to arrange. */
const figureRow = z.object({
  quarter: z.string(),
  part: z.string(),
  key: z.string(),
  detail: z.string(),
  figure: z.string(),
  number: z.int().nullable(),
});
type Row = z.infer<typeof figureRow>;

export const statisticsRows = {
  row: figureRow,
  of: (statistics: Statistics): readonly Row[] => {
    /** Whatever of an entry is no number says which entry it is. */
    const rowsOf = (part: string, key: string, detail: string, figures: object): Row[] =>
      Object.entries(figures).map(([figure, number]) => ({
        quarter: statistics.quarter,
        part,
        key,
        detail,
        figure,
        number: number as number | null,
      }));
    return [
      ...rowsOf('total', '', '', statistics.total),
      ...statistics.byMaladministration.flatMap(({ type, ...rest }) =>
        rowsOf('maladministration', type ?? '', '', rest),
      ),
      ...statistics.byOffice.flatMap(({ office, ...rest }) =>
        rowsOf('office', office?.code ?? '', office?.name ?? '', rest),
      ),
      ...statistics.byRegion.flatMap(({ region, ...rest }) =>
        rowsOf('region', region?.code ?? '', region?.name ?? '', rest),
      ),
      ...statistics.byAge.flatMap(({ band, ...rest }) => rowsOf('age', band, '', rest)),
      ...rowsOf('daysToEnd', '', '', statistics.daysToEnd),
      ...statistics.byStage.flatMap(({ stage, ...rest }) => rowsOf('stage', stage, '', rest)),
      ...statistics.byOutcome.flatMap(({ outcome, finding: stated, ground: why, ...rest }) =>
        rowsOf('outcome', outcome, stated ?? why ?? '', rest),
      ),
      ...statistics.reports.flatMap(({ finding: stated, ...rest }) => rowsOf('report', stated, '', rest)),
      ...statistics.admissibility.flatMap(({ check, ...rest }) => rowsOf('admissibility', check, '', rest)),
    ];
  },
};

const none = { openAtStart: 0, opened: 0, reopened: 0, ended: 0, openAtEnd: 0 };
const some = { openAtStart: 4, opened: 3, reopened: 1, ended: 2, openAtEnd: 6 };
export const statisticsExample: Statistics = {
  quarter: '2026-Q1',
  from: '2025-12-31T16:00:00.000Z',
  to: '2026-03-31T16:00:00.000Z',
  countedTo: '2026-03-31T16:00:00.000Z',
  total: some,
  byMaladministration: [
    { type: 'undue_delay', ...some, found: 1 },
    { type: 'no_service', ...none, found: 0 },
  ],
  byOffice: [{ office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' }, ...some }],
  byRegion: [{ region: { code: '63.71.04.1010', name: 'Sungai Andai' }, ...some }],
  byAge: [
    { band: 'up_to_14_days', open: 2, ended: 0 },
    { band: 'from_15_to_30_days', open: 4, ended: 2 },
  ],
  daysToEnd: { median: 21, p90: 28 },
  byStage: [
    { stage: 'intake_formal', open: 2 },
    { stage: 'examination', open: 4 },
  ],
  byOutcome: [
    { outcome: 'closed', finding: 'maladministration_found', ground: null, ended: 1 },
    { outcome: 'not_admissible', finding: null, ground: 'before_court', ended: 1 },
  ],
  reports: [{ finding: 'maladministration_found', given: 1 }],
  admissibility: [
    { check: 'agency_asked_first', passed: 3, failed: 0, unknown: 0 },
    { check: 'not_before_court', passed: 0, failed: 0, unknown: 3 },
  ],
};
