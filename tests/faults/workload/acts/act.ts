import type { Client } from '../client.js';

/**
 * Something that a client does. A new act joins the workload, and what the checkers demand of it, by a file here and a
 * line in the index.
 */
export interface Act {
  readonly name: string;
  /** The act in the complaint's history that it leaves behind; null where it leaves none. */
  readonly fact: string | null;
  /** The event that it leaves on the log. */
  readonly event: string;
  /** Whether its key stays behind with the complaint, in a text or a field. */
  readonly typed: boolean;
  /** Does it once, if there is somebody to do it for. @returns false where there was nothing to do */
  run(client: Client): Promise<boolean>;
}
