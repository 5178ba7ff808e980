import { acts, statuses, type Status } from '@tuntas/contracts';
import { transitions } from './transitions.js';

/** The transition table of the design document. */
const expectedTable = `
lodge | integrator clerk coordinator | | received
verify | coordinator rule | received | same
request_completion | coordinator | received assigned in_progress | awaiting_completion
complete | citizen | awaiting_completion | received assigned in_progress
lapse_completion | timer | awaiting_completion | closed
reclassify | coordinator | open | same
assign | coordinator | received | assigned
assign | rule | received | assigned
accept | office | assigned | in_progress
contact | office | assigned in_progress awaiting_complainant | same
respond | office | in_progress awaiting_complainant | same
ask | office | in_progress | awaiting_complainant
answer | citizen | awaiting_complainant | in_progress
lapse_answer | timer | awaiting_complainant | in_progress
resolve | office | in_progress awaiting_complainant | resolved
transfer | office coordinator | assigned in_progress awaiting_complainant | assigned received
refer_out | coordinator | received assigned in_progress | closed
confirm | citizen | resolved | closed
object | citizen | resolved | in_progress closed
lapse_reply | timer | resolved | closed
withdraw | citizen | open | closed
archive | coordinator | received assigned in_progress | archived
reopen | citizen | closed | in_progress received
reopen | coordinator | closed archived | in_progress received
lapse_reopening | timer | closed | same
consent | citizen | any | same
request_referral | citizen | any | same
note | office coordinator | any | same
disclose | office coordinator | any | same
disclose | ombudsman | any | same
disclose | integrator clerk | any | same
`
  .trim()
  .split('\n')
  .map(line =>
    line
      .split('|')
      .map(cell => cell.trim())
      .join(' | '),
  );

const statusNames = (from: readonly Status[]): string => {
  if (from.length === statuses.length) return 'any';
  if (from.length === statuses.length - 2 && !from.includes('closed') && !from.includes('archived')) return 'open';
  return from.join(' ');
};

describe('the transition table', () => {
  it('matches the table of the design document', () => {
    expect(
      transitions.map(({ act, who, from, to }) =>
        [act, who.join(' '), statusNames(from), typeof to === 'string' ? to : to.join(' ')].join(' | '),
      ),
    ).toEqual(expectedTable);
  });

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
