import type { Events } from '@tuntas/contracts';
import type { ActContext } from '../define-act.js';

/** The fields of an event whether a clerk acted for the citizen, and by which document the clerk identified them. */
export const onBehalf = ({
  by,
  documentSeen,
}: ActContext): Pick<Events['complaint.withdrawn.v1'], 'onBehalf' | 'documentSeen'> => ({
  onBehalf: by.role === 'counter_clerk',
  ...(documentSeen && { documentSeen }),
});
