/** Business time, as the database tells it. Everything else that a rule needs to know about time is an argument. */
export abstract class BusinessTime {
  /**
   * The business instant, in milliseconds resolution. Inside a transaction it is read there, in a statement of its own.
   */
  abstract now(): Promise<Date>;
}
