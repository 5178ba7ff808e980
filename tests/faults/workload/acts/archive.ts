import { doNext } from '../plan.js';
import type { Act } from './act.js';

/** The coordinator archives a complaint that does not concern a public service. */
export const archive: Act = {
  name: 'archive',
  fact: 'archive',
  event: 'complaint.archived.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'archive',
      lodged =>
        client.act({
          act: 'archive',
          complaintId: lodged.id,
          path: `/v1/complaints/${lodged.id}/archiving`,
          as: 'coordinator',
          body: key => ({
            reasonCode: 'before_court',
            explanation: `Perkara ini sedang diperiksa pengadilan. ${key}`,
            remedy: `Ibu dapat menunggu putusannya. ${key}`,
          }),
        }),
      () => undefined,
    ),
};
