import { readFileSync } from 'node:fs';
import { transitions } from '@tuntas/complaint';
import { transitionPage } from '../kit/transition-page.js';

describe('docs/transitions.md', () => {
  it('equals the definitions of the acts (written by tests/kit/write-pages.ts)', () => {
    expect(readFileSync('docs/transitions.md', 'utf8')).toBe(transitionPage());
  });

  it('names every condition', () => {
    expect(transitions.filter(({ when }) => when?.name === 'when')).toEqual([]);
  });
});
