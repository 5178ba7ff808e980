/** Calendar quarter in the time zone of the tenant. */
export interface Quarter {
  /** For example `2026-Q1`. */
  readonly name: string;
  /** Inclusive. */
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
}

const monthsOfQuarter = 3;
const minuteMs = 60_000;

/**
 * Returns the quarter with this name.
 * @param name a year and a quarter, such as `2026-Q1`
 * @param utcOffsetMinutes offset of the tenant's time zone
 */
export const quarterNamed = (name: string, utcOffsetMinutes: number): Quarter => {
  const [year, ordinal] = name.split('-Q').map(Number) as [number, number];
  const beginning = (quarters: number): Date =>
    new Date(Date.UTC(year, quarters * monthsOfQuarter) - utcOffsetMinutes * minuteMs);
  return { name, from: beginning(ordinal - 1), to: beginning(ordinal) };
};
