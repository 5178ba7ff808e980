import { clockStatuses, statuses, type ClockStatus, type Status } from '@tuntas/contracts';
import { complaintView } from '@tuntas/complaint/view';
import { SearchWords } from '@tuntas/complaint/storage';
import { UuidV7Ids, type Database } from '@tuntas/database';
import type { Actor } from '@tuntas/kernel';
import { Cards } from '../../apps/queries/src/storage/cards.js';
import { ComplaintList, type CardItem } from '../../apps/queries/src/storage/complaint-list.js';
import { BareDatabase } from '../kit/bare-database.js';
import { insertComplaints } from '../kit/complaint-rows.js';

const ids = new UuidV7Ids();
const coordinator: Actor = { role: 'coordinator', ref: 'one', office: null, client: null };
const [monday, tuesday, friday] = [
  '2026-11-02T08:00:00.000Z',
  '2026-11-03T08:00:00.000Z',
  '2026-11-06T08:00:00.000Z',
] as const;

interface ClockShape {
  readonly name: string;
  readonly runs_for: string;
  readonly status: ClockStatus;
  readonly max_level: number;
  readonly cycle: number;
  readonly due_at: string | null;
  readonly met_at: string | null;
  readonly ended_at: string | null;
}
const clock = (different: Partial<ClockShape> = {}): ClockShape => ({
  name: 'resolution',
  runs_for: 'office',
  status: 'running',
  max_level: 3,
  cycle: 2,
  due_at: tuesday,
  met_at: null,
  ended_at: null,
  ...different,
});
const breached = (different: Partial<ClockShape> = {}): ClockShape =>
  clock({ name: 'first_response', status: 'breached', due_at: monday, ...different });

describe('due duty of a complaint', () => {
  let bare: BareDatabase;
  let database: Database;
  beforeAll(async () => {
    bare = await BareDatabase.make();
    database = await bare.openAs('queries');
  });
  afterAll(() => bare.drop());

  /**
   * A complaint in its second cycle with these clocks.
   * @returns its id
   */
  const complaint = async (status: Status, clocks: readonly ClockShape[]): Promise<string> => {
    const id = ids.next();
    await insertComplaints(bare, [
      {
        id,
        status,
        cycle: 2,
        office: 'PUPR',
        ...(status === 'awaiting_completion' && { interrupted_status: 'assigned' }),
        ...(status === 'closed' && { outcome: 'confirmed', closed_at: friday }),
      },
    ]);
    await bare.sql('INSERT INTO sla.heads (complaint_id) VALUES ($1)', [id]);
    await bare.sql('INSERT INTO sla.clocks SELECT * FROM jsonb_populate_recordset(NULL::sla.clocks, $1)', [
      JSON.stringify(
        clocks.map((shape, n) => ({
          id: ids.next(),
          complaint_id: id,
          n,
          classification: 'ordinary_complaint',
          started_at: monday,
          unit: 'CD',
          budget_ms: 1,
          policy_version: 1,
          calendar_code: 'office-hours',
          calendar_version: 1,
          provisional: false,
          basis: '',
          told: 1,
          ...shape,
        })),
      ),
    ]);
    return id;
  };

  const listed = async (id: string): Promise<CardItem> => {
    const cards = new Cards(database);
    await cards.refresh([id], new Date(friday));
    const { items } = await new ComplaintList(database, cards, new SearchWords(database)).page(coordinator, {
      filter: { ticket: [id] },
      sort: 'dueAt',
      limit: 2,
      after: null,
    });
    return items[0]!;
  };
  /** The fields in the list, after a check that the detail has the same. */
  const due = async (id: string): Promise<Pick<CardItem, 'dueAt' | 'breached'>> => {
    const { dueAt, breached } = await listed(id);
    expect((await complaintView(database, id, coordinator))!.dueAt).toBe(dueAt);
    return { dueAt, breached };
  };

  it.each(statuses)(
    'is the earliest duty while %s, and none while the citizen is awaited or all is done',
    async status => {
      const isOpen = ['received', 'assigned', 'in_progress'].includes(status);
      expect(await due(await complaint(status, [clock(), clock({ due_at: friday })]))).toEqual({
        dueAt: isOpen ? tuesday : null,
        breached: false,
      });
      expect(await due(await complaint(status, [clock(), breached()]))).toEqual({
        dueAt: isOpen ? monday : null,
        breached: isOpen,
      });
    },
  );

  it.each(clockStatuses)('counts a clock that is %s only while it is owed', async status => {
    const counts = status === 'running' || status === 'breached';
    expect(await due(await complaint('assigned', [clock({ status })]))).toEqual({
      dueAt: counts ? tuesday : null,
      breached: status === 'breached',
    });
  });

  it.each([
    ['was met late', { met_at: friday }],
    ['is no longer owed, since another office is responsible', { ended_at: friday }],
    ['is of an earlier cycle', { cycle: 1 }],
    ['never escalates', { max_level: 0 }],
    ['is a rung of the ladder', { runs_for: 'holder', name: 'ladder' }],
    ["is the citizen's own", { runs_for: 'citizen' }],
  ])('does not count a duty that %s', async (_, different) => {
    expect(await due(await complaint('assigned', [breached(different), clock()]))).toEqual({
      dueAt: tuesday,
      breached: false,
    });
  });

  it('counts what the coordinator owes', async () => {
    expect(
      await due(await complaint('received', [breached({ runs_for: 'coordinator', name: 'verification' })])),
    ).toEqual({ dueAt: monday, breached: true });
  });

  it('shows the newest text of a field with several texts, in the list and in the detail', async () => {
    const id = await complaint('assigned', []);
    const [older, newer] = [ids.next(), ids.next()];
    for (const [textId, body] of [
      [newer, 'the newer'],
      [older, 'the older'],
    ])
      await bare.sql(
        `INSERT INTO complaints.texts (id, complaint_id, field, salt, body, typed_at)
          VALUES ($1, $2, 'subject', '', $3, now())`,
        [textId, id, body],
      );
    expect([(await listed(id)).subject, (await complaintView(database, id, coordinator))!.subject]).toEqual([
      'the newer',
      'the newer',
    ]);
  });
});
