/**
 * Channels whose complaints a clerk takes down, and those that the coordinator reads; the rest come through software of
 * its own.
 */
const byClerk = ['counter', 'outreach', 'letter', 'phone'];
const byCoordinator = ['email'];

/** Who lodges, as tokens name them. */
export const lodgerOf = ({ channel }) =>
  byClerk.includes(channel)
    ? 'counter_clerk::Rina'
    : byCoordinator.includes(channel)
      ? 'coordinator'
      : `integrator::kanal-${channel}`;

/** Without phone and mail one comes to the counter, or a clerk comes by boat. */
export const needsClerk = ({ channel, complainant }) =>
  byClerk.includes(channel) && Boolean(complainant) && complainant.phone === null && complainant.email === null;
