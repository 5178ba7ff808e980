import { delivered, later, nextStep, refused, retryAfterMs } from './delivery.js';
import { deliveryProblems, problemInWords } from './delivery-problem.js';

const pace = { attempts: 80, firstRetryMs: 30_000, longestRetryMs: 3_600_000 };
const minutes = (attempt: number) => retryAfterMs(attempt, pace, 0.5) / 60_000;

describe('a message that could not be delivered', () => {
  it('is tried again after rests that double up to an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 79].map(minutes)).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect(minutes(10_000)).toBe(60);
  });

  it('is given up after about three days', () => {
    const days =
      Array.from({ length: pace.attempts - 1 }, (_, i) => minutes(i + 1)).reduce((sum, each) => sum + each) / 60 / 24;
    expect(days).toBeCloseTo(3.04, 2);
  });

  it('rests a fifth more or less by chance', () => {
    expect([0, 1].map(chance => retryAfterMs(1, pace, chance))).toEqual([24_000, 36_000]);
  });

  it('waits while there is hope, and says why', () => {
    expect(nextStep(later('server.busy'), 79, pace, 0.5)).toEqual({
      status: 'pending',
      problem: 'server.busy',
      retryAfterMs: 3_600_000,
    });
    expect(nextStep(later('server.busy'), 80, pace, 0.5)).toEqual({
      status: 'failed',
      problem: 'server.busy',
      onPaper: true,
    });
    expect(nextStep(delivered, 80, pace, 0.5)).toEqual({ status: 'delivered' });
  });

  it('is given up at once where its address is refused, and told on paper; not to somebody who was to be forgotten', () => {
    expect(nextStep(refused('recipient.refused'), 1, pace, 0.5)).toEqual({
      status: 'failed',
      problem: 'recipient.refused',
      onPaper: true,
    });
    expect(nextStep(refused('person.forgotten'), 1, pace, 0.5)).toEqual({
      status: 'failed',
      problem: 'person.forgotten',
      onPaper: false,
    });
  });

  it('has a reason in both languages', () => {
    for (const problem of deliveryProblems)
      expect(problemInWords(problem, 'id')).not.toBe(problemInWords(problem, 'en'));
  });
});
