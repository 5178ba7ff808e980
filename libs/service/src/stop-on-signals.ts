import type { INestApplicationContext } from '@nestjs/common';
import { HealthChecks } from './health-checks.js';
import { describeError, Log } from './logging.js';

const stopWithinMs = 10_000;

/**
 * Stops the application on SIGTERM, SIGINT or when the parent process that forked this one is gone, and then the process:
 * code 0 when it stopped in time, 1 otherwise. A second signal ends it at once.
 * @param afterwards runs once the application has stopped: ends what it stood on
 */
export const stopOnSignals = (app: INestApplicationContext, afterwards: () => Promise<void> = async () => undefined): void => {
  const log = app.get(Log);
  let signals = 0;
  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    app.get(HealthChecks).stop();
    log.info({ reason }, 'stopping');
    setTimeout(() => { log.error({ reason }, 'did not stop in time'); process.exit(1); }, stopWithinMs).unref();
    app.close().then(afterwards).then(() => process.exit(0), (error: unknown) => { log.error(describeError(error), 'failed to stop'); process.exit(1); });
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {
    signals += 1;
    if (signals > 1) process.exit(1);
    stop(signal);
  });
  process.on('disconnect', () => stop('parent is gone'));
};

/**
 * Until there is an application to stop: a signal ends the process in the ordinary way, so that whatever it has started ends with it.
 * @returns how to give this up
 */
export const exitOnSignals = (): (() => void) => {
  const exit = (): never => process.exit(1);
  const signals = ['SIGTERM', 'SIGINT', 'disconnect'] as const;
  for (const signal of signals) process.on(signal, exit);
  return () => { for (const signal of signals) process.off(signal, exit); };
};
