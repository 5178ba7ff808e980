import { Outage } from './outage.js';

test('Outage reports the start, a change of reason and the end of an outage once each', () => {
  const reports: (string | null)[] = [];
  const outage = new Outage(reason => {
    reports.push(reason);
  });
  outage.ended();
  outage.began('does not answer');
  outage.began('does not answer');
  outage.began('refuses the login');
  outage.ended();
  outage.ended();
  expect(reports).toEqual(['does not answer', 'refuses the login', null]);
});
