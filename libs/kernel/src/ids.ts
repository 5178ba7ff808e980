/** Makes identifiers (UUIDv7), so that domain functions take them as arguments. */
export abstract class Ids {
  abstract next(): string;
}
