import { isDeepStrictEqual } from 'node:util';
import { servedRoutes, transitions, type Complaint, type ActPath, type Transition, type Who } from '@tuntas/complaint';
import { complaintOf, type ComplaintRow } from '@tuntas/complaint/storage';
import { statuses, type Status } from '@tuntas/contracts';
import { roles, type Role } from '@tuntas/kernel';
import { askFor, exampleBodies, situations, standIn, type Door, type Situation, type Standing } from '../kit/acts.js';
import { TestApp, type Answer } from '../kit/app.js';
import { expectEveryClockExplained } from '../kit/explained.js';

const responsible = 'PUPR';
/** Every kind of token holder; each office role twice, for the responsible office and for another one. */
const staff: readonly string[] = roles.flatMap(role =>
  isOfOffice(role) ? [`${role}:${responsible}`, `${role}:DLH`] : [role],
);
const atCounter = (servedRoutes as readonly string[]).includes('citizen-acts');

interface Asking {
  readonly door: Door;
  readonly as: string;
}
/** A complaint in that situation. */
interface Held extends Situation {
  readonly standing: Standing;
  readonly complaint: Complaint;
}

// The roles of the table as HTTP roles.

const staffRoles: Partial<Record<Who, readonly Role[]>> = {
  coordinator: ['coordinator'],
  office: ['officer', 'office_head'],
  ombudsman: ['ombudsman'],
};
const served = transitions.filter(
  row => row.route !== undefined && servedRoutes.includes(row.route),
) as readonly (Transition & { readonly route: ActPath })[];
const doorsOf = ({ who }: Transition): readonly Door[] => [
  ...(who.some(each => staffRoles[each]) ? ['staff' as const] : []),
  ...(who.includes('citizen') ? ['tracking' as const, ...(atCounter ? ['counter' as const] : [])] : []),
];
const askingsAt = (door: Door): readonly Asking[] =>
  door === 'tracking' ? [{ door, as: 'citizen' }] : staff.map(as => ({ door, as }));
/** Whether the caller may use the route at all. */
const isAdmitted = (route: ActPath, { door, as }: Asking): boolean =>
  door === 'tracking' ||
  (door === 'counter'
    ? as === 'counter_clerk'
    : served.some(row => row.route === route && row.who.some(who => staffRoles[who]?.includes(roleOf(as)))));
const isWithinReach = ({ complaint, isReferred }: Held, { as }: Asking): boolean =>
  isOfOffice(roleOf(as)) ? as.endsWith(`:${complaint.office}`) : roleOf(as) !== 'ombudsman' || isReferred === true;
const isPlayedBy = (who: Who, { office }: Complaint, { door, as }: Asking): boolean =>
  door === 'staff'
    ? (staffRoles[who]?.includes(roleOf(as)) ?? false) && (who !== 'office' || as.endsWith(`:${office}`))
    : who === 'citizen';
const lets = (row: Transition, { complaint, status }: Held, asking: Asking): boolean =>
  row.from.includes(status) &&
  row.who.some(who => isPlayedBy(who, complaint, asking)) &&
  (row.when?.(complaint) ?? true);
/** All rows that one request matches: a request for the Ombudsman and the consent have the same body. */
const askedWith = (row: Transition & { readonly route: ActPath }): readonly Transition[] =>
  served.filter(other => other.route === row.route && isDeepStrictEqual(bodyFor(other), bodyFor(row)));
const verdict = (row: Transition & { readonly route: ActPath }, held: Held, asking: Asking): 200 | 403 | 404 | 409 =>
  !isAdmitted(row.route, asking)
    ? 403
    : !isWithinReach(held, asking)
      ? 404
      : askedWith(row).some(each => lets(each, held, asking))
        ? 200
        : 409;

describe('transition table over HTTP', () => {
  let city: TestApp;
  const held: Held[] = [];

  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
    for (const situation of situations) held.push(await hold(situation));
  });
  afterAll(() => city.stop());

  const hold = async (situation: Situation): Promise<Held> => {
    const standing = await standIn(city, situation);
    if (situation.isReferred) await city.settle(); // the Ombudsman consumes a referral a moment later
    return { ...situation, standing, complaint: await stateOf(standing) };
  };
  const stateOf = async ({ id }: Standing): Promise<Complaint> =>
    complaintOf((await city.sql<ComplaintRow>('SELECT * FROM complaints.complaints WHERE id = $1', [id]))[0]!);
  const shownTo = ({ door, as }: Asking, { id, ticket, code }: Standing): Promise<Answer> =>
    door === 'tracking'
      ? city.get(`/v1/tracking/${ticket}`, { headers: { 'x-access-code': code } })
      : city.get(`/v1/complaints/${id}`, { as });

  test('is tested from every status', () => {
    expect(new Set(held.map(({ status }) => status))).toEqual(new Set(statuses));
    for (const { name, status, complaint } of held) expect([name, complaint.status]).toEqual([name, status]);
  });

  test('has an example body for every act of every served route', () => {
    expect(served.filter(row => !exampleBodies[row.route]?.[row.act]).map(row => `${row.act} by ${row.route}`)).toEqual(
      [],
    );
    expect(served.length).toBeGreaterThan(15);
  });

  describe.each(served.map(row => [`${row.act} by ${row.who.join(', ')}`, row] as const))('permits %s', (_, row) => {
    test.each(doorsOf(row))('on the route of %s exactly in the states and for the roles that it names', async door => {
      const walked = new Set<string>();
      for (const place of held.keys())
        for (const asking of askingsAt(door)) {
          const here = held[place]!;
          const expected = verdict(row, here, asking);
          if (expected === 403 && place > 0) continue; // the role is checked before the complaint
          const told = `${asking.as}, ${here.name}`;
          const { status, body } = await askFor(city, here.standing, door, row.route, bodyFor(row), asking.as);
          expect([told, status, body.code]).toEqual([told, expected, codes[expected]]);
          if (expected === 409)
            expect([told, body.allowedActions]).toEqual([
              told,
              (await shownTo(asking, here.standing)).body.allowedActions,
            ]);
          const now = await stateOf(here.standing);
          if (expected !== 200) {
            expect([told, now]).toEqual([told, here.complaint]);
            continue;
          }
          expect([told, leadsTo(askedWith(row), here, asking)]).toEqual([told, expect.arrayContaining([now.status])]);
          if (!isDeepStrictEqual(now, here.complaint)) held[place] = await hold(here);
          walked.add(asking.as);
        }
      // Every role that the row names succeeded at least once.
      expect(
        askingsAt(door)
          .filter(({ as }) => isNamed(row, door, as) && !walked.has(as))
          .map(({ as }) => as),
      ).toEqual([]);
    });
  });

  test.each(situations.map(({ name }) => name))(
    'shows the exact allowed actions of a complaint that is %s to every caller',
    async name => {
      const here = held.find(each => each.name === name)!;
      const askings = [...askingsAt('tracking'), ...askingsAt('staff')];
      for (const asking of askings) {
        const own = served
          .filter(row => isWithinReach(here, asking) && lets(row, here, asking))
          .map(row => row.route as string);
        const onBehalf =
          atCounter && asking.as === 'counter_clerk'
            ? served
                .filter(row => lets(row, here, { ...asking, door: 'counter' }))
                .map(row => `citizen-acts:${row.route}`)
            : [];
        const { status, body } = await shownTo(asking, here.standing);
        const shown: string[] = status === 200 ? body.allowedActions : [];
        expect([asking.as, new Set(shown.filter(action => action !== raising))]).toEqual([
          asking.as,
          new Set([...own, ...onBehalf]),
        ]);
      }
    },
  );

  test.each(situations.map(({ name }) => name))(
    'allows raising a complaint by hand that is %s exactly where the request succeeds for some level',
    async name => {
      for (const asking of askingsAt('staff')) {
        const place = held.findIndex(each => each.name === name);
        const { standing } = held[place]!;
        const { body } = await shownTo(asking, standing);
        const answers: Answer[] = [];
        for (const level of [1, 2, 3])
          answers.push(
            await city.post(
              `/v1/complaints/${standing.id}/${raising}`,
              { level, reason: 'Mendesak' },
              { as: asking.as },
            ),
          );
        const succeeded = answers.some(({ status }) => status === 200);
        expect([asking.as, body.allowedActions?.includes(raising) ?? false]).toEqual([asking.as, succeeded]);
        const now = (await shownTo(asking, standing)).body.allowedActions;
        const refused = answers.findLast(({ status }) => status === 409);
        if (refused) expect([asking.as, refused.body.allowedActions]).toEqual([asking.as, now]);
        if (succeeded) held[place] = await hold(held[place]!);
      }
    },
  );

  test('leaves no clock that is due at another instant than its explanation says', async () => {
    expect(
      (
        await expectEveryClockExplained(
          city,
          held.map(({ standing }) => standing.id),
        )
      ).size,
    ).toBeGreaterThan(5);
  });
});

/** Not an act of the table: it changes only the escalation level of a complaint. */
const raising = 'escalation';
const codes: Readonly<Record<number, string | undefined>> = {
  403: 'access.role-required',
  404: 'complaint.unknown',
  409: 'complaint.act-not-allowed',
};

const bodyFor = ({ route, act }: Transition): object => exampleBodies[route!]?.[act] ?? {};
const leadsTo = (rows: readonly Transition[], here: Held, asking: Asking): readonly Status[] =>
  rows.filter(row => lets(row, here, asking)).flatMap(row => (row.to === 'same' ? [here.status] : row.to));
const isNamed = (row: Transition, door: Door, as: string): boolean =>
  door === 'tracking' ||
  ((door === 'counter' ? as === 'counter_clerk' : row.who.some(who => staffRoles[who]?.includes(roleOf(as)))) &&
    !as.endsWith(':DLH'));

function roleOf(as: string): Role {
  return as.split(':')[0] as Role;
}
function isOfOffice(role: Role): boolean {
  return role === 'officer' || role === 'office_head';
}
