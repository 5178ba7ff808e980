/** Prints a progress message for the person at the terminal. */
export type Announce = (message: string) => void;

/** Prints to stderr, because stdout carries the log. */
export const announcer =
  (name: string): Announce =>
  message => {
    process.stderr.write(`${name}: ${message}\n`);
  };

/** Prints the address of the ready server and sends it to the parent process. */
export const announceReady = (announce: Announce, address: string): void => {
  announce(`Ready at ${address}`);
  process.send?.({ ready: address });
};

/** Ignores write errors of a closed terminal, so that the process can still shut down in order. */
export const tolerateClosedTerminal = (): void => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
};
