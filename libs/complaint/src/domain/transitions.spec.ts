import { acts } from '@tuntas/contracts';
import { transitions } from './transitions.js';

describe('the transition table', () => {
  it('has a row for every act', () => {
    expect(new Set(transitions.map(row => row.act))).toEqual(new Set(acts));
  });

  it('gives a route to every act of a person, and a clock to every act of a timer', () => {
    for (const { act, who, route, clock } of transitions) {
      if (who.includes('timer')) expect([act, clock]).toEqual([act, expect.any(String)]);
      else if (act !== 'lodge' && !who.includes('rule') && !who.includes('clerk'))
        expect([act, route]).toEqual([act, expect.any(String)]);
    }
  });
});
