/** Tells a person what is going on. */
export type Say = (message: string) => void;

/** Lines on stderr, as stdout is the log's. */
export const speaker = (name: string): Say => message => { process.stderr.write(`${name}: ${message}\n`); };

/** Tells the person, and the process that started this one, where it serves. */
export const tellReady = (say: Say, address: string): void => {
  say(`Ready at ${address}`);
  process.send?.({ ready: address });
};
