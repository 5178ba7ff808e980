import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { insertMissing, Table, type Database } from '@tuntas/database';
import { CachedValue, readCsv, type ReferenceData, type Tenant } from '@tuntas/reference';
import {
  calendarFrom,
  dateAtWork,
  parseDay,
  policyFrom,
  type Calendar,
  type CalendarRow,
  type HolidayRow,
  type PolicyRow,
} from '../domain/index.js';
import { SlaRules, type SlaSettings } from '../use-cases/ports.js';
import { calendarEntity, policyEntity, shiftEntity } from './rule-entities.js';

/** The last day of the precomputed shifts (`sla.shifts`). Shifts after the last decreed date are provisional. */
const shiftsUntil = '2036-12-31';

/** Inserts all shifts of a calendar version: thousands of rows in one statement. */
const insertShifts = `
  ${Table.of(shiftEntity).insertSelect({
    calendar: '$1',
    version: '$2',
    opens: 's.opens',
    closes: 's.closes',
    workedBeforeMs: 's.worked_before_ms',
  })}
  FROM unnest($3::timestamptz[], $4::timestamptz[], $5::bigint[]) AS s (opens, closes, worked_before_ms)`;

/** Policies and calendars as versioned rows; the first version of each comes from the seed folder. */
export class PgSlaRules extends SlaRules {
  private readonly settings = new CachedValue(() => this.read());
  private readonly calendars = new Map<string, Calendar>();

  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceData,
    private readonly tenant: Tenant,
    private readonly seedFolder: string,
  ) {
    super();
  }

  inForce(): Promise<SlaSettings> {
    return this.settings.get();
  }

  demandOffice(office: string | null): Promise<void> {
    return this.reference.requireKnown([{ table: 'offices', code: office, pointer: '/office' }]);
  }

  /** Inserts missing versions from the seed folder before the first read. */
  async onModuleInit(): Promise<void> {
    const policies = JSON.parse(await readFile(join(this.seedFolder, 'policies.json'), 'utf8')) as PolicyRow[];
    const rows = JSON.parse(await readFile(join(this.seedFolder, 'calendars.json'), 'utf8')) as CalendarRow[];
    const holidays = (await readCsv(join(this.seedFolder, 'holidays.csv'))) as unknown as HolidayRow[];
    const versions = await this.database.repository(calendarEntity).find({ select: { code: true, version: true } });
    const known = new Set(versions.map(({ code, version }) => `${code}/${version}`));
    // Computed before the transaction: years of shifts can take longer than the idle timeout of a transaction.
    const newCalendars = rows
      .map(row => calendarFrom(row, holidays))
      .filter(({ code, version }) => !known.has(`${code}/${version}`))
      .map(calendar => ({ calendar, shifts: [...shiftsOf(calendar)] }));
    await this.database.transaction(async () => {
      await insertMissing(
        this.database,
        policyEntity,
        policies.map(body => ({ name: body.name, version: body.version, validFrom: body.validFrom, body })),
      );
      for (const { calendar, shifts } of newCalendars) await this.seedCalendar(calendar, shifts);
    });
  }

  private async seedCalendar(calendar: Calendar, shifts: readonly Shift[]): Promise<void> {
    const { code, version, validFrom } = calendar;
    const inserted = await insertMissing(this.database, calendarEntity, [{ code, version, validFrom, body: calendar }]);
    if (inserted === 0) return;
    await this.database.run(insertShifts, [
      code,
      version,
      shifts.map(shift => new Date(shift.opens)),
      shifts.map(shift => new Date(shift.closes)),
      shifts.map(shift => shift.workedBefore),
    ]);
  }

  private async read(): Promise<SlaSettings> {
    const policies = await this.database.repository(policyEntity).find({ order: { name: 'ASC', version: 'ASC' } });
    const calendars = await this.database.repository(calendarEntity).find({ order: { code: 'ASC', version: 'ASC' } });
    const newest = new Map(
      calendars.map(({ code, version, body }) => [code, this.sameObject(`${code}/${version}`, body)]),
    );
    const { offices } = await this.reference.tables();
    const tenantCalendar = newest.get(this.tenant.calendar);
    if (!tenantCalendar) throw new Error(`The tenant's calendar ${this.tenant.calendar} is missing.`);
    return {
      policies: policies.map(row => policyFrom(row.body)),
      calendarOf: office =>
        office === null ? tenantCalendar : (newest.get(offices.get(office)?.calendar ?? '') ?? tenantCalendar),
    };
  }

  /** Returns the same object for the same version, because computed dates are cached by object (WeakMap). */
  private sameObject(key: string, calendar: Calendar): Calendar {
    const known = this.calendars.get(key);
    if (known) return known;
    this.calendars.set(key, calendar);
    return calendar;
  }
}

/** A shift as instants, with the working time of the calendar before it; all in ms. */
interface Shift {
  readonly opens: number;
  readonly closes: number;
  readonly workedBefore: number;
}

/** Yields all shifts of a calendar from its first valid date to `shiftsUntil`. */
function* shiftsOf(calendar: Calendar): Generator<Shift> {
  let workedBefore = 0;
  for (let day = parseDay(calendar.validFrom); day <= parseDay(shiftsUntil); day += 1) {
    for (const [opens, closes] of dateAtWork(calendar, day).shifts) {
      yield { opens, closes, workedBefore };
      workedBefore += closes - opens;
    }
  }
}
