/** Generates identifiers (UUIDv7). Domain functions take identifiers as arguments. */
export abstract class Ids {
  abstract next(): string;
}
