import type { EventType, LoggedEvent } from '@tuntas/contracts';
import { answersOf, isComplete, pausesOf, textsOf, type Entry } from './dossier.js';

const entry = (position: number, type: EventType, data: object): Entry => ({
  position,
  leafHash: '00',
  event: {
    envelope: {
      type,
      source: type.startsWith('clock.') ? 'sla' : 'complaints',
      time: `2026-07-06T0${position}:00:00.000Z`,
    },
    data,
  } as unknown as LoggedEvent,
});
const clock = (position: number, happened: string, clockId = 'one'): Entry =>
  entry(position, `clock.${happened}.v1` as EventType, { clockId, startedAt: 'start', at: `at ${position}` });
const ref = (textId: string) => ({ field: 'note', textId, hash: `hash of ${textId}` });

describe('dossier', () => {
  it('lists the pauses of each clock and closes the pause of a clock that ends while paused', () => {
    const pauses = pausesOf([
      clock(1, 'started'),
      clock(2, 'paused'),
      clock(3, 'paused', 'other'),
      clock(4, 'resumed'),
      clock(5, 'paused'),
      clock(6, 'moved'),
      clock(7, 'cancelled', 'other'),
      clock(8, 'warned'),
    ]);
    expect(Object.fromEntries(pauses)).toEqual({
      one: [
        { from: 'at 2', to: 'at 4' },
        { from: 'at 5', to: null },
      ],
      other: [{ from: 'at 3', to: 'at 7' }],
    });
    expect(pausesOf([clock(1, 'started'), clock(2, 'met')]).get('one')).toEqual([]);
  });

  it('ignores a complaint event that refers to a clock', () => {
    expect([...pausesOf([entry(1, 'complaint.answer-lapsed.v1', { clockId: 'one', cycle: 1, texts: [] })])]).toEqual(
      [],
    );
  });

  it('marks texts as kept, erased or withheld and returns the hash of each', () => {
    const entries = [
      entry(1, 'complaint.lodged.v1', { texts: [ref('kept'), ref('erased')] }),
      entry(2, 'complaint.note-added.v1', { texts: [ref('note')] }),
      clock(3, 'started'),
    ];
    const storedTexts = new Map([
      ['kept', { salt: 'aa', body: 'ada' }],
      ['note', { salt: 'bb', body: 'rahasia' }],
    ]);
    expect(textsOf(entries, storedTexts)).toEqual([
      { ...ref('kept'), position: 1, status: 'kept', salt: 'aa', body: 'ada' },
      { ...ref('erased'), position: 1, status: 'erased', salt: null, body: null },
      { ...ref('note'), position: 2, status: 'withheld', salt: null, body: null },
    ]);
  });

  it('attributes a transfer to the office that handed the complaint over', () => {
    const acts = answersOf([
      entry(1, 'complaint.transferred.v1', { from: 'PUPR', office: 'DLH', texts: [ref('why')] }),
      entry(2, 'complaint.accepted.v1', { office: 'DLH', texts: [] }),
      entry(3, 'complaint.resolved.v1', { office: 'DLH', decision: 'granted', texts: [] }),
      entry(4, 'complaint.archived.v1', { reasonCode: 'spam', texts: [] }),
    ]);
    expect(acts.map(({ position, office, decision, textIds }) => [position, office, decision, textIds])).toEqual([
      [1, 'PUPR', null, ['why']],
      [3, 'DLH', 'granted', []],
      [4, null, null, []],
    ]);
  });

  it('is complete when the log holds as many events of each source as it published', () => {
    const entries = [entry(1, 'complaint.lodged.v1', { texts: [] }), clock(2, 'started')];
    expect(
      isComplete(
        entries,
        new Map([
          ['complaints', 1],
          ['sla', 1],
        ]),
      ),
    ).toBe(true);
    expect(
      isComplete(
        entries,
        new Map([
          ['complaints', 1],
          ['sla', 2],
        ]),
      ),
    ).toBe(false);
    expect(
      isComplete(
        entries,
        new Map([
          ['complaints', 1],
          ['sla', 1],
          ['ombudsman', 1],
        ]),
      ),
    ).toBe(false);
  });
});
