import type { Classification } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';
import type { Calendar } from './calendar.js';
import { dateLabel, hoursLabel, instantLabel, lengthLabel } from './day-label.js';
import type { Label } from './day-label.js';
import { budgetOf, dueInstant, isProvisional, remaining, termAfterChange, termOf, timeBetween } from './due-instant.js';
import type { Pause, Term } from './due-instant.js';
import { dayMs, dayOf, localDate, localTime } from './local-day.js';
import { lengthOf } from './sla-policy.js';
import type { SlaPolicy } from './sla-policy.js';
import { dateAtWork } from './working-time.js';
import type { DateAtWork, Skip } from './working-time.js';

/** One line of the explanation; the lines are in the order in which a person would count. */
export interface Step {
  readonly kind:
    'started' | 'recounted' | 'counted' | 'skipped' | 'end_of_count' | 'paused' | 'pause_ignored' | 'extended' | 'due';
  readonly date: string;
  /** The instant of the line; null for a line about a whole day. */
  readonly at: Date | null;
  /** The number of a counted day; null for other lines. */
  readonly number: number | null;
  readonly label: Label;
}

/** The explanation of a due instant. */
export interface Explanation {
  /** Null while a pause is open. */
  readonly dueAt: Date | null;
  /** The unpaused time left, in ms of the unit; null if no pause is open. */
  readonly remainingMs: number | null;
  readonly provisional: boolean;
  readonly steps: readonly Step[];
}

/** A hypothetical clock to explain. */
export interface ExplainInput {
  readonly policy: SlaPolicy;
  readonly classification: Classification;
  readonly startedAt: Date;
  readonly calendar: Calendar;
  readonly pauses: readonly Pause[];
  /** Overrides the length of the policy: for a question to the citizen, or a rung. */
  readonly length?: number;
  /** When a change of office or classification last computed the due instant again. */
  readonly changedAt?: Date;
}

/** A computed term with its pauses and recounts. */
export interface Computation {
  readonly startedAt: Date;
  readonly term: Term;
  readonly pauses: readonly Pause[];
  /** The changes that computed the due instant again; `dueBefore` is null while paused or if unknown. */
  readonly recounts: readonly { readonly at: Date; readonly dueBefore: Date | null; readonly leftNothing: boolean }[];
}

const longestDays = 4_000;

/**
 * Explains the due instant of a hypothetical clock day by day.
 * @throws DomainError invalid `explain.too-long` if the explanation spans more than ten years
 */
export const explain = ({
  policy,
  classification,
  startedAt,
  calendar,
  pauses,
  changedAt,
  ...own
}: ExplainInput): Explanation => {
  const [unit, length] = [policy.unit, own.length ?? lengthOf(policy, classification)];
  const term = changedAt
    ? termAfterChange({ unit, length, calendar, startedAt, pauses, changedAt })
    : termOf(unit, length, calendar, startedAt);
  return explainComputation({
    startedAt,
    term,
    pauses,
    recounts: changedAt ? [{ at: changedAt, dueBefore: null, leftNothing: term.startedAt !== startedAt }] : [],
  });
};

/**
 * Explains a computed due instant day by day.
 * @throws DomainError invalid `explain.too-long` if the explanation spans more than ten years
 */
export const explainComputation = ({ startedAt, term, pauses, recounts }: Computation): Explanation => {
  const dueAt = dueInstant(term, pauses);
  const end = dueAt ?? term.dueAt;
  if (end.getTime() - startedAt.getTime() > longestDays * dayMs) {
    throw new DomainError('invalid', 'explain.too-long', 'the explanation would be longer than ten years', {
      days: longestDays,
    });
  }
  const steps = [
    startStep(term, startedAt),
    ...recounts.map(one => recountStep(term, one)),
    ...countedSteps(term),
    ...pauseSteps(term, pauses, dueAt),
  ];
  if (dueAt && dueAt > term.dueAt && term.unit === 'HK') steps.push(...extensionSteps(term, dueAt));
  if (dueAt) steps.push(dueStep(term, dueAt, isProvisional(term, dueAt)));
  const pausedAt = dueAt === null ? pauses.find(({ to }) => to === null)?.from : undefined;
  return {
    dueAt,
    remainingMs: pausedAt ? remaining(term, pauses, pausedAt) : null,
    provisional: isProvisional(term, end),
    steps,
  };
};

const startStep = ({ calendar, countsWorkingDays }: Term, startedAt: Date): Step => {
  const { id, en } = instantLabel(calendar.zone, startedAt);
  const day = countsWorkingDays
    ? { id: 'hari kerja berikutnya', en: 'the next working day' }
    : { id: 'esok harinya', en: 'the day after' };
  return step('started', calendar, startedAt, {
    id: `Dimulai ${id}; hari ke-1 adalah ${day.id}`,
    en: `Started ${en}; day 1 is ${day.en}`,
  });
};

const recountStep = ({ calendar }: Term, { at, dueBefore, leftNothing }: Computation['recounts'][number]): Step => {
  const { id, en } = instantLabel(calendar.zone, at);
  const before = dueBefore
    ? {
        id: `; sebelumnya jatuh tempo ${instantLabel(calendar.zone, dueBefore).id}`,
        en: `; it was due ${instantLabel(calendar.zone, dueBefore).en}`,
      }
    : { id: '', en: '' };
  return step(
    'recounted',
    calendar,
    at,
    leftNothing
      ? {
          id: `Dihitung ulang ${id}: karena waktunya ternyata sudah habis, batas waktunya menjadi akhir hari kerja pertama sesudah perubahan${before.id}`,
          en: `Recalculated ${en}: no time would have been left, so it runs until the end of the first working day after the change${before.en}`,
        }
      : {
          id: `Dihitung ulang ${id} dari awal, karena instansi atau klasifikasi berubah${before.id}`,
          en: `Recalculated from the start ${en}, because the office or the classification changed${before.en}`,
        },
  );
};

const countedSteps = (term: Term): Step[] => {
  const { calendar, countsWorkingDays } = term;
  const [first, last] = [
    dayOf(calendar.zone, term.startedAt.getTime()) + 1,
    dayOf(calendar.zone, term.dueAt.getTime() - 1),
  ];
  const steps: Step[] = [];
  let number = 0;
  for (let day = first; day <= last; day++) {
    const at = dateAtWork(calendar, day);
    if (countsWorkingDays && at.skipped) steps.push(skippedStep(at, at.skipped));
    else steps.push(countsWorkingDays ? workedStep(calendar, at, ++number) : calendarDayStep(at.date, ++number));
  }
  const { id, en } = instantLabel(calendar.zone, term.dueAt);
  steps.push(
    step(
      'end_of_count',
      calendar,
      term.dueAt,
      countsWorkingDays
        ? { id: `Akhir jam kerja hari terakhir: ${id}`, en: `End of office hours of the last day: ${en}` }
        : { id: `Tengah malam setelah hari terakhir: ${id}`, en: `The midnight after the last day: ${en}` },
    ),
  );
  return steps;
};

const workedStep = (calendar: Calendar, at: DateAtWork, number: number): Step => {
  const date = dateLabel(at.date);
  const hours = hoursOf(calendar, at);
  return {
    kind: 'counted',
    date: at.date,
    at: null,
    number,
    label: annotated(at, {
      id: `Hari kerja ke-${number}: ${date.id}, ${hours.id}`,
      en: `Working day ${number}: ${date.en}, ${hours.en}`,
    }),
  };
};

const calendarDayStep = (day: string, number: number): Step => {
  const date = dateLabel(day);
  return {
    kind: 'counted',
    date: day,
    at: null,
    number,
    label: { id: `Hari ke-${number}: ${date.id}`, en: `Day ${number}: ${date.en}` },
  };
};

const reasons: Readonly<Record<Skip['reason'], Label>> = {
  weekend: { id: 'akhir pekan', en: 'weekend' },
  holiday: { id: 'hari libur nasional', en: 'public holiday' },
  joint_leave: { id: 'cuti bersama', en: 'joint leave' },
  season: { id: 'tidak ada jam kerja', en: 'no office hours' },
};

const skippedStep = (at: DateAtWork, { reason, name }: Skip): Step => {
  const date = dateLabel(at.date);
  const why = reasons[reason];
  const named = name === null ? '' : `, ${name}`;
  return {
    kind: 'skipped',
    date: at.date,
    at: null,
    number: null,
    label: annotated(at, {
      id: `Dilewati: ${date.id} (${why.id}${named})`,
      en: `Skipped: ${date.en} (${why.en}${named})`,
    }),
  };
};

/** The lines of the pauses. A pause that begins at or after the due instant has no effect. */
const pauseSteps = ({ calendar, unit, startedAt }: Term, pauses: readonly Pause[], dueAt: Date | null): Step[] =>
  [...pauses]
    .sort((a, b) => a.from.getTime() - b.from.getTime())
    .map(({ from, to }) => {
      const [begins, ends] = [instantLabel(calendar.zone, from), to && instantLabel(calendar.zone, to)];
      const span = { id: `${begins.id} sampai ${ends?.id ?? 'sekarang'}`, en: `${begins.en} to ${ends?.en ?? 'now'}` };
      if ((dueAt !== null && from >= dueAt) || (to !== null && to <= startedAt)) {
        return step('pause_ignored', calendar, from, {
          id: `Jeda di luar tenggat, tidak dihitung: ${span.id}`,
          en: `Pause outside the deadline, not counted: ${span.en}`,
        });
      }
      const length = to && lengthLabel(timeBetween(unit, calendar, from < startedAt ? startedAt : from, to));
      const added = length
        ? {
            id: `; ${length.id}${unit === 'HK' ? ' jam kerja' : ''} ditambahkan`,
            en: `; ${length.en}${unit === 'HK' ? ' working time' : ''} added`,
          }
        : { id: '', en: '' };
      return step('paused', calendar, from, { id: `Jeda: ${span.id}${added.id}`, en: `Paused: ${span.en}${added.en}` });
    });

/** The lines of the days by which pauses extended the term. */
const extensionSteps = ({ calendar, dueAt }: Term, until: Date): Step[] => {
  const steps: Step[] = [];
  for (let day = dayOf(calendar.zone, dueAt.getTime()) + 1; day <= dayOf(calendar.zone, until.getTime()); day++) {
    const at = dateAtWork(calendar, day);
    const date = dateLabel(at.date);
    const hours = hoursOf(calendar, at);
    const label = {
      id: `Perpanjangan karena jeda: ${date.id}, ${hours.id}`,
      en: `Extended by pauses: ${date.en}, ${hours.en}`,
    };
    steps.push(
      at.skipped
        ? skippedStep(at, at.skipped)
        : { kind: 'extended', date: at.date, at: null, number: null, label: annotated(at, label) },
    );
  }
  return steps;
};

const dueStep = (term: Term, dueAt: Date, provisional: boolean): Step => {
  const { id, en } = instantLabel(term.calendar.zone, dueAt);
  const budget = lengthLabel(budgetOf(term));
  const kind = term.unit === 'HK' ? { id: 'jam kerja', en: 'working time' } : { id: 'waktu berjalan', en: 'elapsed' };
  const note = provisional ? { id: ', sementara', en: ', provisional' } : { id: '', en: '' };
  return step('due', term.calendar, dueAt, {
    id: `Jatuh tempo ${id} (${budget.id} ${kind.id}${note.id})`,
    en: `Due ${en} (${budget.en} ${kind.en}${note.en})`,
  });
};

const step = (kind: Step['kind'], { zone }: Calendar, at: Date, label: Label): Step => ({
  kind,
  date: localDate(zone, at),
  at,
  number: null,
  label,
});

const hoursOf = ({ zone }: Calendar, { shifts }: DateAtWork): Label => {
  const [opens, closes] = [shifts[0]?.[0], shifts.at(-1)?.[1]];
  return opens === undefined || closes === undefined
    ? { id: '', en: '' }
    : hoursLabel(localTime(zone, new Date(opens)), localTime(zone, new Date(closes)));
};

const annotated = ({ season, provisional }: DateAtWork, { id, en }: Label): Label => {
  const named = season === null ? '' : `, ${season}`;
  return {
    id: `${id}${named}${provisional ? ' (sementara)' : ''}`,
    en: `${en}${named}${provisional ? ' (provisional)' : ''}`,
  };
};
