import { fullTextLinear } from '../../libs/database/src/migrations/full-text-linear.js';
import { TestApp } from '../kit/app.js';
import { livesIn, missing } from '../kit/lives.js';
import { worstTexts } from '../kit/worst-texts.js';

const said = 'Jalan di depan rumah kami rusak ';
const worst = Object.entries(worstTexts(10_000 - said.length)).map(([name, text]) => [name, `${said}${text}`.trim()] as const);

describe('what people type', () => {
  let city: TestApp;
  beforeAll(async () => { city = await TestApp.start({ at: '2026-07-06T09:00:00+08:00' }); });
  afterAll(() => city.stop());

  const { staff, byCitizen } = livesIn(() => city);
  const found = async (q: string): Promise<string[]> => (await city.get(`/v1/complaints?limit=200&q=${encodeURIComponent(q)}`, { as: 'coordinator' })).body.items.map(({ id }: any) => id);

  describe('is taken, however long it takes an expression to read it', () => {
    test.each(worst)('in a description: %s', async (_, description) => {
      const lodged = await city.post('/v1/complaints', { channel: 'web', subject: 'Jalan rusak', description, isAnonymous: true }, { as: 'integrator' });
      expect([lodged.status, lodged.body.code]).toEqual([201, undefined]);
    });

    test('and is found', async () => {
      await city.settle();
      expect(await found('"depan rumah kami rusak"')).toHaveLength(worst.length);
    });

    test('in a completion from a citizen without a token', async () => {
      const complaint = await city.lodge();
      for (const [name, description] of worst.slice(0, 8)) {
        await city.settle();
        await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
        const { status } = await byCitizen(complaint, 'completion', { description, note: description.slice(0, 2_000) });
        expect([name, status]).toEqual([name, 200]);
      }
    });

    test('and what was indexed before the normaliser was mended is indexed again', async () => {
      const { id } = await city.lodge({ description: 'Sudah lama lam\u00adpunya padam di gang kami' });
      await city.sql(`UPDATE complaints.full_text SET words = to_tsvector('pg_catalog.simple', 'lam punya') WHERE complaint_id = $1`, [id]);
      await city.settle();
      expect(await found('lampunya padam')).toEqual([]);
      await city.sql(fullTextLinear.sql({ owner: schema => schema, to: () => '' }));
      expect(await found('lampunya padam')).toEqual([id]);
    });

    test('in the words of a search', async () => {
      for (const [name, text] of Object.entries(worstTexts(300))) {
        const { status } = await city.get(`/v1/complaints?q=${encodeURIComponent(text)}`, { as: 'coordinator' });
        expect([name, status]).toEqual([name, 200]);
      }
    });
  });
});
