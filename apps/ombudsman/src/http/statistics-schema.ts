import { z } from 'zod';
import {
  admissibilityChecks,
  ageBands,
  caseStages,
  examinationFindings,
  inadmissibilityGrounds,
  maladministrations,
} from '@tuntas/contracts';
import { instant } from '@tuntas/platform';
import type { QuarterlyStatistics } from '../use-cases/get-quarterly-statistics.js';

export const statisticsQuery = z.strictObject({
  quarter: z
    .string()
    .regex(/^[1-9]\d{3}-Q[1-4]$/, 'quarter')
    .describe(
      'For example 2026-Q1, in the time zone of the city. A quarter begins at midnight on 1 January, 1 April, 1 July or 1 October',
    ),
});

const count = z.int().min(0);
const flow = {
  openAtStart: count.describe('Cases open at the start of the quarter'),
  opened: count.describe('Cases opened in the quarter'),
  reopened: count.describe('Number of reopenings in the quarter'),
  ended: count.describe('Number of ends in the quarter: closed, not admissible, withdrawn or deemed withdrawn'),
  openAtEnd: count.describe('Cases open at `countedTo`: `openAtStart` + `opened` + `reopened` - `ended`'),
};
const named = z
  .object({ code: z.string(), name: z.string() })
  .meta({ id: 'NamedCode' })
  .nullable()
  .describe('null if it is not known');
const ground = z.enum(inadmissibilityGrounds).nullable();
const finding = z.enum(examinationFindings);

export const statisticsSchema = z
  .object({
    quarter: z.string(),
    from: instant,
    to: instant.describe('Exclusive'),
    countedTo: instant.describe('The end of the quarter, or the present time if the quarter has not ended; exclusive'),
    total: z.object(flow),
    byMaladministration: z
      .array(
        z.object({
          type: z
            .enum(maladministrations)
            .nullable()
            .describe('null: cases without an alleged type, and reports without a found type'),
          ...flow,
          found: count.describe(
            'Reports delivered in the quarter that found this type; for `type` null, reports that found maladministration without a type',
          ),
        }),
      )
      .describe(
        'The case counts refer to the alleged type, `found` refers to reports. A case with several types counts once for each, so the rows do not add up to the total',
      ),
    byOffice: z
      .array(z.object({ office: named, ...flow }))
      .describe('By the office that was responsible when the case was opened; adds up to the total'),
    byRegion: z
      .array(z.object({ region: named, ...flow }))
      .describe('By the region named in the complaint, without its parent regions; adds up to the total'),
    byAge: z
      .array(
        z.object({
          band: z.enum(ageBands),
          open: count.describe('Cases of this age that are open at `countedTo`'),
          ended: count.describe('Cases that ended in the quarter at this age'),
        }),
      )
      .describe('By age in full days of 24 hours since the case was opened or last reopened'),
    daysToEnd: z
      .object({ median: count.nullable(), p90: count.nullable() })
      .describe(
        'Days from the opening or last reopening to the end, for cases that ended in the quarter, by nearest rank; null if none ended',
      ),
    byStage: z
      .array(z.object({ stage: z.enum(caseStages), open: count }))
      .describe('Cases open at `countedTo`, by stage'),
    byOutcome: z
      .array(
        z.object({
          outcome: z.enum(caseStages),
          finding: finding
            .nullable()
            .describe('Finding of the report on which the case was closed; null if there was no report'),
          ground: ground.describe('Ground of inadmissibility'),
          ended: count,
        }),
      )
      .describe('Ends by outcome; adds up to `ended`'),
    reports: z
      .array(z.object({ finding, given: count }))
      .describe('Examination reports (LHP) delivered in the quarter, by finding'),
    admissibility: z
      .array(z.object({ check: z.enum(admissibilityChecks), passed: count, failed: count, unknown: count }))
      .describe('Results of the admissibility checks of cases opened in the quarter; each check adds up to `opened`'),
  })
  .meta({ id: 'OmbudsmanStatistics' });
type Statistics = z.infer<typeof statisticsSchema>;

/** Maps the statistics to the response body. */
export const statisticsOf = ({ quarter, countedTo, figures, names }: QuarterlyStatistics): object => {
  const namedCode = (all: ReadonlyMap<string, string>, code: string | null) =>
    code === null ? null : { code, name: all.get(code) ?? code };
  return {
    quarter: quarter.name,
    from: quarter.from,
    to: quarter.to,
    countedTo,
    ...figures,
    byOffice: figures.byOffice.map(({ office, ...flows }) => ({ office: namedCode(names.offices, office), ...flows })),
    byRegion: figures.byRegion.map(({ region, ...flows }) => ({ region: namedCode(names.regions, region), ...flows })),
    byOutcome: figures.byOutcome.map(({ stage, ...rest }) => ({ outcome: stage, ...rest })),
  };
};

/** CSV row with one figure of the statistics, in long format for pivot tables. */
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
    /** Returns one row per number. `key` and `detail` identify the entry of the breakdown. */
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
      ...statistics.byOutcome.flatMap(({ outcome, finding: reportFinding, ground: reason, ...rest }) =>
        rowsOf('outcome', outcome, reportFinding ?? reason ?? '', rest),
      ),
      ...statistics.reports.flatMap(({ finding: reportFinding, ...rest }) => rowsOf('report', reportFinding, '', rest)),
      ...statistics.admissibility.flatMap(({ check, ...rest }) => rowsOf('admissibility', check, '', rest)),
    ];
  },
};

const noCases = { openAtStart: 0, opened: 0, reopened: 0, ended: 0, openAtEnd: 0 };
const someCases = { openAtStart: 4, opened: 3, reopened: 1, ended: 2, openAtEnd: 6 };
export const statisticsExample: Statistics = {
  quarter: '2026-Q1',
  from: '2025-12-31T16:00:00.000Z',
  to: '2026-03-31T16:00:00.000Z',
  countedTo: '2026-03-31T16:00:00.000Z',
  total: someCases,
  byMaladministration: [
    { type: 'undue_delay', ...someCases, found: 1 },
    { type: 'no_service', ...noCases, found: 0 },
  ],
  byOffice: [{ office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' }, ...someCases }],
  byRegion: [{ region: { code: '63.71.04.1010', name: 'Sungai Andai' }, ...someCases }],
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
