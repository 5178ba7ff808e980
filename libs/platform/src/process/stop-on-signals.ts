import { describeError, type Log } from '../observability/logging.js';

const stopWithinMs = 10_000;
/** SIGHUP is sent when the terminal is closed. */
const stopSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Stops the process on SIGTERM, SIGINT, SIGHUP or when the parent process has exited. The exit code is 0 after a stop
 * in time and 1 otherwise. A second signal exits at once.
 * @param stop stops all components
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
 * Exits on a signal by `process.exit` during the start, so that exit handlers stop child processes.
 * @returns a function that removes the signal handlers
 */
export const exitOnSignals = (): (() => void) => {
  const exit = (): never => process.exit(1);
  const signals = [...stopSignals, 'disconnect'] as const;
  for (const signal of signals) process.on(signal, exit);
  if (process.connected === false) exit(); // the parent exited before the handler was added
  return () => {
    for (const signal of signals) process.off(signal, exit);
  };
};
