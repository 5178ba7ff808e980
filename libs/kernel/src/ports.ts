/** Source of business time, which the database defines. Rules get all other time values as arguments. */
export abstract class BusinessTime {
  /**
   * Reads the current business time with millisecond resolution. Inside a transaction it runs its own statement of that
   * transaction.
   */
  abstract now(): Promise<Date>;
}

/** Generates identifiers (UUIDv7). Domain functions take identifiers as arguments. */
export abstract class Ids {
  abstract next(): string;
}
