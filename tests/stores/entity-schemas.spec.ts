import { complaintEntity, complaintTextEntity, messageEntity, textEntities } from '@tuntas/complaint/storage';
import { Database, type EntitySchema } from '@tuntas/database';
import { referenceEntities } from '@tuntas/reference';
import { escalationEntity, escalationHeadEntity } from '../../apps/escalation/src/storage/escalation-table.js';
import { ladderEntity } from '../../apps/escalation/src/storage/pg-ladders.js';
import { caseEntity, caseHeadEntity } from '../../apps/ombudsman/src/storage/case-table.js';
import { registrationNumberEntity } from '../../apps/ombudsman/src/storage/pg-registration-book.js';
import { cardEntity } from '../../apps/queries/src/storage/cards.js';
import { clockEntity, clockHeadEntity } from '../../apps/sla/src/storage/clock-table.js';
import { ruleEntities } from '../../apps/sla/src/storage/rule-entities.js';
import { BareDatabase } from '../kit/bare-database.js';

const entities: readonly EntitySchema[] = [
  ...referenceEntities,
  complaintEntity,
  complaintTextEntity,
  messageEntity,
  ...textEntities,
  clockEntity,
  clockHeadEntity,
  ...ruleEntities,
  escalationEntity,
  escalationHeadEntity,
  ladderEntity,
  caseEntity,
  caseHeadEntity,
  registrationNumberEntity,
  cardEntity,
];

/** Columns that only the database itself or hand-written statements use. */
const unmapped: Readonly<Record<string, readonly string[]>> = {
  'complaints.texts': ['external_system', 'external_id'], // generated from `body` and `split_at`
};

interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly primary: boolean;
}
const byName = (a: Column, b: Column): number => (a.name < b.name ? -1 : 1);

describe('entity schemas', () => {
  let bare: BareDatabase;
  let database: Database;

  beforeAll(async () => {
    bare = await BareDatabase.make();
    database = await Database.open({
      url: bare.adminUrl,
      name: 'entity-schemas',
      poolSize: 1,
      entities: [...entities],
    });
  });
  afterAll(async () => {
    await database.close();
    await bare.drop();
  });

  /** The columns as TypeORM understands the schema. */
  const declared = (entity: EntitySchema): Column[] =>
    database.manager.connection
      .getMetadata(entity)
      .columns.map(({ databaseName, type, isArray, isNullable, isPrimary }) => ({
        name: databaseName,
        type: `${type === 'timestamptz' ? 'timestamp with time zone' : String(type)}${isArray ? '[]' : ''}`,
        nullable: isNullable,
        primary: isPrimary,
      }))
      .sort(byName);

  const migrated = (table: string): Promise<Column[]> =>
    bare.sql<Column>(
      `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
         coalesce(a.attnum = ANY (i.indkey), false) AS primary
       FROM pg_attribute a
       LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
       WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
      [table],
    );

  it.each(entities.map(entity => [`${entity.options.schema}.${entity.options.tableName}`, entity] as const))(
    'have every column of %s with its type, nullability and primary key',
    async (table, entity) => {
      const columns = (await migrated(table)).filter(({ name }) => !(unmapped[table] ?? []).includes(name));
      expect(declared(entity)).toEqual(columns.sort(byName));
    },
  );

  it('leave out only columns that exist', async () => {
    for (const [table, names] of Object.entries(unmapped))
      expect((await migrated(table)).map(({ name }) => name)).toEqual(expect.arrayContaining([...names]));
  });
});
