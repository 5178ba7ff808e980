import type { Client } from '../client.js';

/** An act of a client. To add an act to the workload and to the checkers, add a file here and a line in the index. */
export interface Act {
  readonly name: string;
  /** The history entry of the act; null if it has none. */
  readonly fact: string | null;
  /** The event type that it publishes. */
  readonly event: string;
  /** Whether its key is stored with the complaint, in a text or a field. */
  readonly typed: boolean;
  /** Does the act once, if a complaint is ready for it. @returns false if none was ready */
  run(client: Client): Promise<boolean>;
}
