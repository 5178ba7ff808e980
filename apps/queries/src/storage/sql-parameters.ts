/** Parameters of a statement that is built per request. Values are bound and never become part of the SQL text. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /**
   * Adds a parameter.
   * @returns its placeholder
   */
  readonly bind = (value: unknown): string => `$${this.values.push(value)}`;
}
