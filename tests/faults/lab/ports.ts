import { freePort } from '../../../deploy/kafka/ports.mjs';

const given = new Set<number>();

/**
 * Finds a free port that was not returned before in this process, so that the caller may listen on it later and
 * repeatedly.
 */
export const ownPort = async (): Promise<number> => {
  for (;;) {
    const port = await freePort();
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
};
