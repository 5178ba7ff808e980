import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The office asks the citizen and its clocks are paused; some questions stay unanswered. */
export const ask: Act = {
  name: 'ask',
  fact: 'ask',
  event: 'complaint.information-requested.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'ask',
      lodged =>
        client.act({
          act: 'ask',
          complaintId: lodged.id,
          path: `/v1/complaints/${lodged.id}/information-request`,
          as: `officer:${lodged.office}`,
          body: key => ({
            question: `Lajur kiri atau kanan, Bu? ${key}`,
            dueInWorkingDays: client.random.between(1, 3),
          }),
        }),
      lodged => {
        if (client.random.between(1, 4) === 1) enqueue(client, 'resolve', lodged, 'complainant_answer');
        else enqueue(client, 'answer', lodged, 'complainant_answer');
      },
    ),
};
