/** Tells a person what is going on. */
export type Announce = (message: string) => void;

/** Lines on stderr, as stdout is the log's. */
export const announcer =
  (name: string): Announce =>
  message => {
    process.stderr.write(`${name}: ${message}\n`);
  };

/** Tells the person, and the process that started this one, where it serves. */
export const announceReady = (announce: Announce, address: string): void => {
  announce(`Ready at ${address}`);
  process.send?.({ ready: address });
};

/** Keeps a closed terminal from ending the process: what is written to it is lost, and the process stops in order. */
export const tolerateClosedTerminal = (): void => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
};
