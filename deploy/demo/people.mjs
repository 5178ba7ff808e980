/** Channels lodged by a counter clerk and by the coordinator. Complaints of other channels come from an integrator. */
const byClerk = ['counter', 'outreach', 'letter', 'phone'];
const byCoordinator = ['email'];

/** The role that lodges a complaint, in the notation of City. */
export const lodgerOf = ({ channel }) =>
  byClerk.includes(channel)
    ? 'counter_clerk::Rina'
    : byCoordinator.includes(channel)
      ? 'coordinator'
      : `integrator::kanal-${channel}`;

/** Whether a clerk has to act for the complainant, who has neither phone nor e-mail. */
export const needsClerk = ({ channel, complainant }) =>
  byClerk.includes(channel) && Boolean(complainant) && complainant.phone === null && complainant.email === null;
