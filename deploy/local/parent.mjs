const checkEveryMs = 250;

// A terminal that was closed (SIGHUP) must not end a process before it has stopped what it started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/**
 * Calls back on each signal that asks this process to stop.
 * @param {(signal: NodeJS.Signals) => void} callback
 */
export const stopSignals = callback => {
  const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map(signal => [signal, () => callback(signal)]);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return {
    release: () => {
      for (const [signal, listener] of listeners) process.off(signal, listener);
    },
  };
};

/**
 * Calls back when npm, which started this process, is gone: no signal tells of a parent that was killed. A process that
 * npm did not start may outlive its parent, as under `nohup`.
 * @param {() => void} callback
 */
export const whenParentExits = callback => {
  if (process.env.npm_lifecycle_event === undefined) return { release: () => undefined };
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, checkEveryMs).unref();
  return { release: () => clearInterval(timer) };
};
