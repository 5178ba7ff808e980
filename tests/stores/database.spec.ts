import { BareDatabase } from '../kit/bare-database.js';

describe('Database', () => {
  let bare: BareDatabase;
  beforeAll(async () => {
    bare = await BareDatabase.make();
  });
  afterAll(() => bare.drop());

  it('ends sessions that are still checked out when it is closed', async () => {
    const database = await bare.openAs('relay');
    const session = await database.session();
    await session.sql(`SELECT pg_advisory_lock(1)`);
    await database.close();
    expect(session.isLost()).toBe(true);
    const other = await (await bare.openAs('relay')).session();
    expect(await other.sql('SELECT pg_advisory_lock(1)')).toHaveLength(1);
    other.end();
  });
});
