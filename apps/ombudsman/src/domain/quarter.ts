/** A quarter of the year in the tenant's zone. */
export interface Quarter {
  /** As `2026-Q1`. */
  readonly name: string;
  /** The first instant of it, and the first one after it. */
  readonly from: Date;
  readonly to: Date;
}

const monthsOfQuarter = 3;
const minuteMs = 60_000;

/** How a quarter is written. */
export const quarterPattern = /^[1-9]\d{3}-Q[1-4]$/;

/** @param name of the shape of `quarterPattern` */
export function quarterNamed(name: string, utcOffsetMinutes: number): Quarter {
  const [year, ordinal] = name.split('-Q').map(Number) as [number, number];
  const beginning = (quarters: number): Date =>
    new Date(Date.UTC(year, quarters * monthsOfQuarter) - utcOffsetMinutes * minuteMs);
  return { name, from: beginning(ordinal - 1), to: beginning(ordinal) };
}
