/** The values of a statement that is put together per request: they are bound, never written into its text. */
export class Bound {
  readonly values: unknown[] = [];

  /** @returns the placeholder that stands for the value */
  readonly bind = (value: unknown): string => `$${this.values.push(value)}`;
}
