import { allowedActions } from './allowed-actions.js';
import { at, attempts, citizen, clerk, coordinator, head, inspectorate, lodged, officer, rule } from './specimens.js';

const assigned = attempts.assign(lodged(), coordinator, at(1), 0).state;
const working = attempts.accept(assigned, officer('PUPR'), at(2), 0).state;

describe('allowed actions', () => {
  it('are those of the responsible office, and of nobody else\'s', () => {
    expect(allowedActions(assigned, head('PUPR'))).toEqual(['acceptance']);
    expect(allowedActions(working, officer('PUPR'))).toEqual(['response', 'resolution']);
    expect(allowedActions(working, officer('DLH'))).toEqual([]);
    expect(allowedActions(working, { ...officer('DLH'), office: null })).toEqual([]);
  });

  it('leave out a route that does not exist yet', () => {
    expect(allowedActions(lodged(), coordinator)).toEqual(['assignment']);
    expect(allowedActions(lodged(), coordinator, ['assignment', 'verification', 'archiving'])).toEqual(['verification', 'assignment', 'archiving']);
  });

  it('name for a clerk the act behind the one door for them', () => {
    expect(allowedActions(working, citizen)).toEqual(['withdrawal']);
    expect(allowedActions(working, clerk)).toEqual([]);
    expect(allowedActions(working, clerk, ['citizen-acts'])).toEqual(['citizen-acts:withdrawal', 'citizen-acts:referral']);
  });

  it('are none for readers and rules', () => {
    expect(allowedActions(lodged(), inspectorate)).toEqual([]);
    expect(allowedActions(lodged(), rule)).toEqual([]);
  });
});
