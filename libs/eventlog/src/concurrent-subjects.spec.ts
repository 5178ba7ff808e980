import fc from 'fast-check';
import type { Delivery } from './event-log.js';
import { forEachSubjectConcurrently } from './concurrent-subjects.js';

const deliveriesOf = (subjects: readonly number[]): Delivery[] =>
  subjects.map((subject, i) => ({
    position: i + 1,
    eventId: String(i),
    subject: String(subject),
    type: 't',
    envelope: '',
    data: '',
  }));
const later = (): Promise<void> =>
  new Promise(resolve => {
    setImmediate(resolve);
  });
const subjects = fc.array(fc.nat(5), { maxLength: 30 });

describe('forEachSubjectConcurrently', () => {
  it('processes each delivery once, in order within its subject', () =>
    fc.assert(
      fc.asyncProperty(subjects, async given => {
        const deliveries = deliveriesOf(given);
        const done: Delivery[] = [];
        expect(
          await forEachSubjectConcurrently(
            deliveries,
            () => false,
            async each => {
              await later();
              done.push(each);
            },
          ),
        ).toBeNull();
        expect(done).toHaveLength(deliveries.length);
        for (const subject of new Set(deliveries.map(each => each.subject)))
          expect(done.filter(each => each.subject === subject)).toEqual(
            deliveries.filter(each => each.subject === subject),
          );
      }),
    ));

  it('returns the first unprocessed delivery when it is stopped', () =>
    fc.assert(
      fc.asyncProperty(subjects, fc.nat(30), async (given, stopAfter) => {
        const deliveries = deliveriesOf(given);
        const done = new Set<Delivery>();
        const firstPending = await forEachSubjectConcurrently(
          deliveries,
          () => done.size >= stopAfter,
          async each => {
            await later();
            done.add(each);
          },
        );
        const left = deliveries.filter(each => !done.has(each));
        expect(firstPending).toEqual(left[0] ?? null);
      }),
    ));

  it('waits for started deliveries before it rejects', async () => {
    const ended: string[] = [];
    const work = async ({ subject }: Delivery): Promise<void> => {
      if (subject === '0') throw new Error('the database is gone');
      await later();
      ended.push(subject);
    };
    await expect(forEachSubjectConcurrently(deliveriesOf([0, 1, 2]), () => false, work)).rejects.toThrow(
      'the database is gone',
    );
    expect(ended.sort()).toEqual(['1', '2']);
  });
});
