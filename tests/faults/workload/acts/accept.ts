import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The office accepts the complaint. The act has no text; its key is stored as the officer reference. */
export const accept: Act = {
  name: 'accept',
  fact: 'accept',
  event: 'complaint.accepted.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'accept',
      lodged =>
        client.act({
          act: 'accept',
          complaintId: lodged.id,
          path: `/v1/complaints/${lodged.id}/acceptance`,
          as: `office_head:${lodged.office}`,
          body: key => ({ officer: key }),
        }),
      lodged => {
        const next = client.random.between(1, 8);
        if (next <= 2) enqueue(client, 'resolve', lodged, 'first_response');
        else if (next === 3) enqueue(client, 'ask', lodged, 'first_response');
        else if (next === 4) enqueue(client, 'contact', lodged, 'human_contact');
        else enqueue(client, 'respond', lodged, 'first_response');
        if (client.random.between(1, 10) === 1) enqueue(client, 'raise', lodged);
      },
    ),
};
