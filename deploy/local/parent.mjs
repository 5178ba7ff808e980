const checkEveryMs = 250;

// A closed terminal (SIGHUP) must not end a process before it has stopped its child processes.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/**
 * Calls back on SIGINT, SIGTERM and SIGHUP.
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
 * Calls back when the npm process that started this process has ended. No signal reports a killed parent. A process not
 * started by npm may outlive its parent, as under `nohup`.
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
