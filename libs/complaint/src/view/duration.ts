const minuteMs = 60_000;

/** Formats an ISO 8601 duration in hours, minutes and seconds, such as `PT26H30M`. @param ms non-negative */
export const durationOf = (ms: number): string => {
  const hours = Math.floor(ms / (60 * minuteMs));
  const minutes = Math.floor(ms / minuteMs) % 60;
  const seconds = (ms % minuteMs) / 1_000;
  const parts = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
  return `PT${parts || '0S'}`;
};
