import { offices } from '../offices.js';
import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The coordinator assigns an office to a complaint that no rule could assign. */
export const assign: Act = {
  name: 'assign',
  fact: 'assign',
  event: 'complaint.assigned.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'assign',
      lodged => {
        lodged.office = client.random.pick(offices);
        return client.act({
          act: 'assign',
          complaintId: lodged.id,
          path: `/v1/complaints/${lodged.id}/assignment`,
          as: 'coordinator',
          body: key => ({ office: lodged.office, reason: `Kewenangan kantor ini. ${key}` }),
        });
      },
      lodged => {
        enqueue(client, 'accept', lodged);
      },
    ),
};
