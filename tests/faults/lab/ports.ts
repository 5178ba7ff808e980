import { freePort } from '../../../deploy/kafka/ports.mjs';

const given = new Set<number>();

/** A free port that nobody in this process was given before: whoever gets one may listen later, and again. */
export const ownPort = async (): Promise<number> => {
  for (;;) {
    const port = await freePort();
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
};
