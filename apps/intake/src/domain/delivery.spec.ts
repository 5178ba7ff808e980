import { delivered, later, nextStep, refused, retryAfterMs } from './delivery.js';
import { deliveryProblems } from '@tuntas/contracts';
import { problemInWords } from './delivery-problem.js';

const policy = { attempts: 80, firstRetryMs: 30_000, longestRetryMs: 3_600_000 };
const minutes = (attempt: number) => retryAfterMs(attempt, policy, 0.5) / 60_000;

describe('delivery retries', () => {
  it('double the delay up to one hour', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 79].map(minutes)).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect(minutes(10_000)).toBe(60);
  });

  it('end after about three days', () => {
    const days =
      Array.from({ length: policy.attempts - 1 }, (_, i) => minutes(i + 1)).reduce((sum, each) => sum + each) / 60 / 24;
    expect(days).toBeCloseTo(3.04, 2);
  });

  it('vary the delay by 20 percent', () => {
    expect([0, 1].map(chance => retryAfterMs(1, policy, chance))).toEqual([24_000, 36_000]);
  });

  it('retry a temporary failure until the last attempt, with the reason', () => {
    expect(nextStep(later('server.busy'), 79, policy, 0.5)).toEqual({
      status: 'pending',
      problem: 'server.busy',
      retryAfterMs: 3_600_000,
    });
    expect(nextStep(later('server.busy'), 80, policy, 0.5)).toEqual({
      status: 'failed',
      problem: 'server.busy',
      onPaper: true,
    });
    expect(nextStep(delivered, 80, policy, 0.5)).toEqual({ status: 'delivered' });
  });

  it('fail at once for a refused address with a printed replacement, and without one for an erased person', () => {
    expect(nextStep(refused('recipient.refused'), 1, policy, 0.5)).toEqual({
      status: 'failed',
      problem: 'recipient.refused',
      onPaper: true,
    });
    expect(nextStep(refused('person.forgotten'), 1, policy, 0.5)).toEqual({
      status: 'failed',
      problem: 'person.forgotten',
      onPaper: false,
    });
  });

  it('have a text for every reason in both languages', () => {
    for (const problem of deliveryProblems)
      expect(problemInWords(problem, 'id')).not.toBe(problemInWords(problem, 'en'));
  });
});
