import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '@tuntas/database';
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

/** The last day of the precomputed shifts (`sla.shifts`). Shifts after the last decreed date are provisional. */
const shiftsUntil = '2036-12-31';

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
    const known = new Set(
      (await this.database.sql<{ key: string }>(`SELECT code || '/' || version AS key FROM sla.calendars`)).map(
        ({ key }) => key,
      ),
    );
    // Computed before the transaction: years of shifts can take longer than the idle timeout of a transaction.
    const newCalendars = rows
      .map(row => calendarFrom(row, holidays))
      .filter(({ code, version }) => !known.has(`${code}/${version}`))
      .map(calendar => ({ calendar, shifts: [...shiftsOf(calendar)] }));
    await this.database.transaction(async () => {
      await this.database.run(
        `INSERT INTO sla.policies (name, version, valid_from, body)
         SELECT p->>'name', (p->>'version')::int, (p->>'validFrom')::date, p
         FROM jsonb_array_elements($1::jsonb) AS p
         ON CONFLICT DO NOTHING`,
        [JSON.stringify(policies)],
      );
      for (const { calendar, shifts } of newCalendars) await this.seedCalendar(calendar, shifts);
    });
  }

  private async seedCalendar(calendar: Calendar, shifts: readonly Shift[]): Promise<void> {
    const { code, version, validFrom } = calendar;
    const inserted = await this.database.run(
      'INSERT INTO sla.calendars (code, version, valid_from, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [code, version, validFrom, JSON.stringify(calendar)],
    );
    if (inserted === 0) return;
    await this.database.run(
      `INSERT INTO sla.shifts (calendar, version, opens, closes, worked_before_ms)
       SELECT $1, $2, opens, closes, before
       FROM unnest($3::timestamptz[], $4::timestamptz[], $5::bigint[]) AS s (opens, closes, before)`,
      [
        code,
        version,
        shifts.map(shift => new Date(shift.opens)),
        shifts.map(shift => new Date(shift.closes)),
        shifts.map(shift => shift.workedBefore),
      ],
    );
  }

  private async read(): Promise<SlaSettings> {
    const policies = await this.database.sql<{ body: PolicyRow }>(
      'SELECT body FROM sla.policies ORDER BY name, version',
    );
    const calendars = await this.database.sql<{ code: string; version: number; body: Calendar }>(
      'SELECT code, version, body FROM sla.calendars ORDER BY code, version',
    );
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
