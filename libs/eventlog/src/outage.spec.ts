import { Outage } from './outage.js';

test('an outage is reported when it begins, when its reason changes and when it ends, not each time it is noticed', () => {
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
