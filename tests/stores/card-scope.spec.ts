import { mayReach, type Complaint } from '@tuntas/complaint';
import { SearchWords } from '@tuntas/complaint/storage';
import type { EscalationTarget } from '@tuntas/contracts';
import { UuidV7Ids, type Database } from '@tuntas/database';
import { roles, systemActor, type Actor } from '@tuntas/kernel';
import { Cards } from '../../apps/queries/src/storage/cards.js';
import { ComplaintList } from '../../apps/queries/src/storage/complaint-list.js';
import { BareDatabase } from '../kit/bare-database.js';
import { insertComplaints } from '../kit/complaint-rows.js';

type Shape = Pick<
  Complaint,
  'office' | 'classification' | 'category' | 'allegedMaladministration' | 'lodgedBy' | 'isConfidential'
> & { readonly escalatedTo: readonly EscalationTarget[] };
const both =
  (values: readonly unknown[], name: keyof Shape) =>
  (all: readonly object[]): readonly object[] =>
    all.flatMap(one => values.map(value => ({ ...one, [name]: value })));

const shapes = [
  both(['PUPR', 'DLH', null], 'office'),
  both(['ordinary_complaint', 'supervisory_complaint'], 'classification'),
  both(['roads.pothole', 'conduct.illegal_levy', null], 'category'),
  both([[], ['undue_delay'], ['undue_delay', 'demand_for_payment']], 'allegedMaladministration'),
  both(
    [
      { role: 'integrator', ref: 'one' },
      { role: 'integrator', ref: 'two' },
      { role: 'counter_clerk', ref: 'one' },
      { role: 'counter_clerk', ref: 'two' },
      { role: 'coordinator', ref: 'one' },
    ],
    'lodgedBy',
  ),
  both([true, false], 'isConfidential'),
  both([[], ['office_head', 'inspectorate'], ['coordinator', 'ombudsman']], 'escalatedTo'),
].reduce<readonly object[]>((all, vary) => vary(all), [{}]) as readonly Shape[];

const readers: readonly Actor[] = [
  ...roles.flatMap(role => [null, 'PUPR', 'DLH'].map(office => ({ role, ref: 'one', office, client: null }))),
  { role: 'officer', ref: 'one', office: 'DLH', client: null, others: ['inspectorate', 'integrator', 'auditor'] },
  {
    role: 'officer',
    ref: 'one',
    office: 'DLH',
    client: null,
    others: ['inspectorate', 'integrator', 'counter_clerk', 'ombudsman'],
  },
  { role: 'integrator', ref: 'two', office: null, client: null },
  { role: 'citizen', ref: 'citizen', office: null, client: null },
  systemActor('rule'),
];

describe('scope of a list', () => {
  let bare: BareDatabase;
  let database: Database;
  const complaints = new Map<string, Shape>();

  beforeAll(async () => {
    bare = await BareDatabase.make();
    database = await bare.openAs('queries');
    const ids = new UuidV7Ids();
    for (const shape of shapes) complaints.set(ids.next(), shape);
    await insertComplaints(
      bare,
      [...complaints].map(
        ([id, { office, classification, category, allegedMaladministration, lodgedBy, isConfidential }]) => ({
          id,
          office,
          classification,
          category,
          alleged_maladministration: allegedMaladministration,
          is_confidential: isConfidential,
          lodged_by_ref: lodgedBy.ref,
          lodged_by_role: lodgedBy.role,
        }),
      ),
    );
    await bare.sql('INSERT INTO escalation.heads (complaint_id) SELECT id FROM complaints.complaints');
    await bare.sql(
      `INSERT INTO escalation.escalations (id, complaint_id, key, level, cycle, target, reason, target_missing, status, raised_at)
       SELECT gen_random_uuid(), id, 'manual:1', n, 1, target, 'manual', false, 'open', now()
       FROM jsonb_to_recordset($1) AS r (id uuid, targets jsonb), jsonb_array_elements_text(r.targets) WITH ORDINALITY AS t (target, n)`,
      [JSON.stringify([...complaints].map(([id, { escalatedTo }]) => ({ id, targets: escalatedTo })))],
    );
    await new Cards(database).refresh([...complaints.keys()], new Date());
  });
  afterAll(() => bare.drop());

  it.each(readers.map(reader => [`${reader.role} ${reader.ref} of ${reader.office ?? 'no office'}`, reader] as const))(
    'equals the reach of %s, for every shape of complaint',
    async (_, reader) => {
      const list = new ComplaintList(database, new Cards(database), new SearchWords(database));
      const { items } = await list.page(reader, { filter: {}, sort: 'lodgedAt', limit: 10_000, after: null });
      const within = [...complaints]
        .filter(([, shape]) => mayReach(reader, shape, shape.escalatedTo))
        .map(([id]) => id);
      expect(items.map(({ id }) => id).sort()).toEqual(within.sort());
      expect(await list.count(reader, {})).toBe(within.length);
    },
  );
});
