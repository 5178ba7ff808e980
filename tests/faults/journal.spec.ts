import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal, readJournal } from './lab/journal.js';

const call = (key: string) => ({ key, client: 1, act: 'accept', complaintId: 'c-1' });

describe('Journal', () => {
  let folder: string;
  let journal: Journal;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tuntas-journal-'));
    journal = Journal.open(join(folder, 'history.jsonl'));
  });
  afterEach(async () => {
    await journal.close();
    rmSync(folder, { recursive: true });
  });

  test('resolves began() after the line is written', async () => {
    await journal.began(call('key-1'));
    expect(readFileSync(journal.path, 'utf8')).toContain('key-1');
    expect(readJournal(journal.path).attempts).toEqual([
      {
        ...call('key-1'),
        beganAt: expect.any(Number),
        endedAt: null,
        outcome: 'unknown',
        status: null,
        answered: null,
      },
    ]);
  });

  test('stores every line of concurrent clients completely', async () => {
    const keys = Array.from({ length: 500 }, (_, i) => `key-${i}`);
    await Promise.all(
      keys.map(async key => {
        await journal.began(call(key));
        await journal.ended(key, { outcome: 'ok', status: 200, answered: { id: 'c-1', version: 2 } });
      }),
    );
    const { attempts } = readJournal(journal.path);
    expect(attempts.map(({ key }) => key).sort()).toEqual(keys.sort());
    for (const { outcome, beganAt, endedAt } of attempts) expect([outcome, endedAt! >= beganAt]).toEqual(['ok', true]);
  });

  test('counts a retry as the same attempt and uses its last result', async () => {
    await journal.began(call('key-1'));
    await journal.ended('key-1', { outcome: 'unknown', status: 503, answered: null });
    await journal.began(call('key-1'));
    await journal.ended('key-1', { outcome: 'ok', status: 200, answered: { id: 'c-1', version: 2 } });
    expect(readJournal(journal.path).attempts).toMatchObject([{ key: 'key-1', outcome: 'ok', status: 200 }]);
  });

  test('ignores an incomplete last line', async () => {
    await journal.began(call('key-1'));
    appendFileSync(journal.path, '{"at":7,"ended":"key-1","how":{"outco');
    expect(readJournal(journal.path).attempts).toMatchObject([{ key: 'key-1', outcome: 'unknown', endedAt: null }]);
  });

  test('records strikes and the time of their healing', async () => {
    await journal.struck({ number: 3, fault: 'kill', target: 'sla-1' });
    await journal.struck({ number: 4, fault: 'pause', target: 'audit-1' });
    await journal.healed(3);
    expect(readJournal(journal.path).struck).toEqual([
      { fault: 'kill', target: 'sla-1', beganAt: expect.any(Number), healedAt: expect.any(Number) },
      { fault: 'pause', target: 'audit-1', beganAt: expect.any(Number), healedAt: null },
    ]);
  });
});
