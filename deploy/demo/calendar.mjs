/** The hours of acts on a working day. No clock is due at these hours, in Ramadan too. */
const hours = { morning: '09:00', afternoon: '14:00', evening: '17:00' };
const zone = '+08:00';

/** The first day of the story in an empty system: a Monday before Ramadan, Idul Fitri and joint leave. */
export const firstDay = '2026-01-05';

/** @param {string} date @param {keyof typeof hours} hour */
export const instantOn = (date, hour) => `${date}T${hours[hour]}:00${zone}`;

const dayMs = 86_400_000;
export const daysBefore = (instant, days) => new Date(Date.parse(instant) - days * dayMs).toISOString();

/**
 * Asks the city for the next working days, without holidays and joint leave.
 * @param {import('./city.mjs').City} city @param {Date} after the first returned day is the next working day
 * @returns {Promise<string[]>} dates
 */
export const workingDays = async (city, after, length) => {
  const { steps } = await city.post(
    '/v1/sla/explain',
    { clock: 'resolution', startedAt: after.toISOString(), length },
    { as: 'sla_operator' },
  );
  return steps.filter(({ kind }) => kind === 'counted').map(({ date }) => date);
};
