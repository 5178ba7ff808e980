import { describeError, type Log } from './logging.js';

const stopWithinMs = 10_000;
/** SIGHUP: the terminal was closed. */
const stopSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Stops the process on SIGTERM, SIGINT, SIGHUP or when the parent process that forked this one is gone, and ends it:
 * code 0 when it stopped in time, 1 otherwise. A second signal ends it at once.
 * @param stop ends everything that runs
 */
export const stopOnSignals = (log: Log, stop: () => Promise<void>): void => {
  let signals = 0;
  let stopping = false;
  const begin = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    setTimeout(() => {
      log.error({ reason }, 'did not stop in time');
      process.exit(1);
    }, stopWithinMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(describeError(error), 'failed to stop');
        process.exit(1);
      },
    );
  };
  for (const signal of stopSignals)
    process.on(signal, () => {
      signals += 1;
      if (signals > 1) process.exit(1);
      begin(signal);
    });
  process.on('disconnect', () => begin('parent is gone'));
};

/**
 * Until there is something to stop: a signal ends the process in the ordinary way, so that whatever it has started ends
 * with it.
 * @returns how to give this up
 */
export const exitOnSignals = (): (() => void) => {
  const exit = (): never => process.exit(1);
  const signals = [...stopSignals, 'disconnect'] as const;
  for (const signal of signals) process.on(signal, exit);
  if (process.connected === false) exit(); // the parent was gone before anybody listened
  return () => {
    for (const signal of signals) process.off(signal, exit);
  };
};
