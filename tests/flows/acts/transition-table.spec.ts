import { isDeepStrictEqual } from 'node:util';
import { transitions, type Complaint, type ActPath, type Transition, type Who } from '@tuntas/complaint';
import { complaintOf, type ComplaintRow } from '@tuntas/complaint/storage';
import { statuses, type Status } from '@tuntas/contracts';
import { roles, type Role } from '@tuntas/kernel';
import {
  requestAct,
  exampleBodies,
  situations,
  bringTo,
  type Endpoint,
  type Situation,
  type LodgedComplaint,
} from '../../kit/acts.js';
import { TestApp, type TestResponse } from '../../kit/app.js';
import { expectEveryClockExplained } from '../../kit/explained.js';
import type { Schemas } from '../../kit/response-body.js';

const responsible = 'PUPR';
const isOfOffice = (role: Role): boolean => role === 'officer' || role === 'office_head';
/** Every kind of token holder; each office role twice, for the responsible office and for another one. */
const staff: readonly string[] = roles.flatMap(role =>
  isOfOffice(role) ? [`${role}:${responsible}`, `${role}:DLH`] : [role],
);

interface Caller {
  readonly door: Endpoint;
  readonly as: string;
}
/** A complaint in that situation. */
interface PreparedComplaint extends Situation {
  readonly standing: LodgedComplaint;
  readonly complaint: Complaint;
}

// The expectations of the table in terms of HTTP.

const staffRoles: Partial<Record<Who, readonly Role[]>> = {
  coordinator: ['coordinator'],
  office: ['officer', 'office_head'],
  ombudsman: ['ombudsman'],
};
const servedRows = transitions.filter(row => row.route !== undefined) as readonly (Transition & {
  readonly route: ActPath;
})[];
const doorsOf = ({ who }: Transition): readonly Endpoint[] => [
  ...(who.some(each => staffRoles[each]) ? ['staff' as const] : []),
  ...(who.includes('citizen') ? ['tracking' as const, 'counter' as const] : []),
];
const callersOf = (door: Endpoint): readonly Caller[] =>
  door === 'tracking' ? [{ door, as: 'citizen' }] : staff.map(as => ({ door, as }));
/** Whether the caller may use the route at all. */
const isAdmitted = (route: ActPath, { door, as }: Caller): boolean =>
  door === 'tracking' ||
  (door === 'counter'
    ? as === 'counter_clerk'
    : servedRows.some(row => row.route === route && row.who.some(who => staffRoles[who]?.includes(roleOf(as)))));
const isWithinReach = ({ complaint, isReferred }: PreparedComplaint, { as }: Caller): boolean =>
  isOfOffice(roleOf(as)) ? as.endsWith(`:${complaint.office}`) : roleOf(as) !== 'ombudsman' || isReferred === true;
const isPermitted = (who: Who, { office }: Complaint, { door, as }: Caller): boolean =>
  door === 'staff'
    ? (staffRoles[who]?.includes(roleOf(as)) ?? false) && (who !== 'office' || as.endsWith(`:${office}`))
    : who === 'citizen';
const permits = (row: Transition, { complaint, status }: PreparedComplaint, caller: Caller): boolean =>
  row.from.includes(status) &&
  row.who.some(who => isPermitted(who, complaint, caller)) &&
  (row.when?.(complaint) ?? true);
/** All rows that one request matches: a request for the Ombudsman and the consent have the same body. */
const matchingRows = (row: Transition & { readonly route: ActPath }): readonly Transition[] =>
  servedRows.filter(other => other.route === row.route && isDeepStrictEqual(bodyFor(other), bodyFor(row)));
const expectedStatus = (
  row: Transition & { readonly route: ActPath },
  prepared: PreparedComplaint,
  caller: Caller,
): 200 | 403 | 404 | 409 =>
  !isAdmitted(row.route, caller)
    ? 403
    : !isWithinReach(prepared, caller)
      ? 404
      : matchingRows(row).some(each => permits(each, prepared, caller))
        ? 200
        : 409;

describe('transition table over HTTP', () => {
  let city: TestApp;
  const prepared: PreparedComplaint[] = [];

  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
    for (const situation of situations) prepared.push(await prepare(situation));
  });
  afterAll(() => city.stop());

  const prepare = async (situation: Situation): Promise<PreparedComplaint> => {
    const standing = await bringTo(city, situation);
    if (situation.isReferred) await city.settle(); // the Ombudsman consumes a referral a moment later
    return { ...situation, standing, complaint: await stateOf(standing) };
  };
  const stateOf = async ({ id }: LodgedComplaint): Promise<Complaint> =>
    complaintOf((await city.sql<ComplaintRow>('SELECT * FROM complaints.complaints WHERE id = $1', [id]))[0]!);
  const viewOf = (
    { door, as }: Caller,
    { id, ticket, code }: LodgedComplaint,
  ): Promise<TestResponse<Schemas['Tracking'] | Schemas['Complaint']>> =>
    door === 'tracking'
      ? city.get(`/v1/tracking/${ticket}`, { headers: { 'x-access-code': code } })
      : city.get(`/v1/complaints/${id}`, { as });

  test('is tested from every status', () => {
    expect(new Set(prepared.map(({ status }) => status))).toEqual(new Set(statuses));
    for (const { name, status, complaint } of prepared) expect([name, complaint.status]).toEqual([name, status]);
  });

  test('has an example body for every act of every served route', () => {
    expect(
      servedRows.filter(row => !exampleBodies[row.route]?.[row.act]).map(row => `${row.act} by ${row.route}`),
    ).toEqual([]);
    expect(servedRows.length).toBeGreaterThan(15);
  });

  describe.each(servedRows.map(row => [`${row.act} by ${row.who.join(', ')}`, row] as const))(
    'permits %s',
    (_, row) => {
      test.each(doorsOf(row))(
        'on the route of %s exactly in the states and for the roles that it names',
        async door => {
          const succeededRoles = new Set<string>();
          for (const place of prepared.keys())
            for (const caller of callersOf(door)) {
              const current = prepared[place]!;
              const expected = expectedStatus(row, current, caller);
              if (expected === 403 && place > 0) continue; // the role is checked before the complaint
              const label = `${caller.as}, ${current.name}`;
              const { status, problem } = await requestAct(
                city,
                current.standing,
                door,
                row.route,
                bodyFor(row),
                caller.as,
              );
              expect([label, status, problem.code]).toEqual([label, expected, codes[expected]]);
              if (expected === 409)
                expect([label, problem['allowedActions']]).toEqual([
                  label,
                  (await viewOf(caller, current.standing)).body.allowedActions,
                ]);
              const now = await stateOf(current.standing);
              if (expected !== 200) {
                expect([label, now]).toEqual([label, current.complaint]);
                continue;
              }
              expect([label, targetStatuses(matchingRows(row), current, caller)]).toEqual([
                label,
                expect.arrayContaining([now.status]),
              ]);
              if (!isDeepStrictEqual(now, current.complaint)) prepared[place] = await prepare(current);
              succeededRoles.add(caller.as);
            }
          // Every role that the row names succeeded at least once.
          expect(
            callersOf(door)
              .filter(({ as }) => isNamed(row, door, as) && !succeededRoles.has(as))
              .map(({ as }) => as),
          ).toEqual([]);
        },
      );
    },
  );

  test.each(situations.map(({ name }) => name))(
    'shows the exact allowed actions of a complaint that is %s to every caller',
    async name => {
      const current = prepared.find(each => each.name === name)!;
      const callers = [...callersOf('tracking'), ...callersOf('staff')];
      for (const caller of callers) {
        const own = servedRows
          .filter(row => isWithinReach(current, caller) && permits(row, current, caller))
          .map(row => row.route as string);
        const onBehalf =
          caller.as === 'counter_clerk'
            ? servedRows
                .filter(row => permits(row, current, { ...caller, door: 'counter' }))
                .map(row => `citizen-acts:${row.route}`)
            : [];
        const { status, body } = await viewOf(caller, current.standing);
        const shown: string[] = status === 200 ? body.allowedActions : [];
        expect([caller.as, new Set(shown.filter(action => action !== raiseAction))]).toEqual([
          caller.as,
          new Set([...own, ...onBehalf]),
        ]);
      }
    },
  );

  test.each(situations.map(({ name }) => name))(
    'allows raising a complaint by hand that is %s exactly where the request succeeds for some level',
    async name => {
      for (const caller of callersOf('staff')) {
        const place = prepared.findIndex(each => each.name === name);
        const { standing } = prepared[place]!;
        const { body } = await viewOf(caller, standing);
        const answers: TestResponse[] = [];
        for (const level of [1, 2, 3])
          answers.push(
            await city.post(
              `/v1/complaints/${standing.id}/${raiseAction}`,
              { level, reason: 'Mendesak' },
              { as: caller.as },
            ),
          );
        const succeeded = answers.some(({ status }) => status === 200);
        expect([caller.as, body.allowedActions?.includes(raiseAction) ?? false]).toEqual([caller.as, succeeded]);
        const now = (await viewOf(caller, standing)).body.allowedActions;
        const refused = answers.findLast(({ status }) => status === 409);
        if (refused) expect([caller.as, refused.problem['allowedActions']]).toEqual([caller.as, now]);
        if (succeeded) prepared[place] = await prepare(prepared[place]!);
      }
    },
  );

  test('leaves no clock that is due at another instant than its explanation says', async () => {
    expect(
      (
        await expectEveryClockExplained(
          city,
          prepared.map(({ standing }) => standing.id),
        )
      ).size,
    ).toBeGreaterThan(5);
  });
});

/** Not an act of the table: it changes only the escalation level of a complaint. */
const raiseAction = 'escalation';
const codes: Readonly<Record<number, string | undefined>> = {
  403: 'access.role-required',
  404: 'complaint.unknown',
  409: 'complaint.act-not-allowed',
};

const bodyFor = ({ route, act }: Transition): object => exampleBodies[route!]?.[act] ?? {};
const targetStatuses = (rows: readonly Transition[], current: PreparedComplaint, caller: Caller): readonly Status[] =>
  rows.filter(row => permits(row, current, caller)).flatMap(row => (row.to === 'same' ? [current.status] : row.to));
const isNamed = (row: Transition, door: Endpoint, as: string): boolean =>
  door === 'tracking' ||
  ((door === 'counter' ? as === 'counter_clerk' : row.who.some(who => staffRoles[who]?.includes(roleOf(as)))) &&
    !as.endsWith(':DLH'));

const roleOf = (as: string): Role => as.split(':')[0] as Role;
