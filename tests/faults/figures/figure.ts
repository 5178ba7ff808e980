/** What a figure is measured with. */
export interface FigureOptions {
  /** How many of whatever the figure counts. */
  readonly count: number;
  readonly log: 'postgres' | 'kafka';
  /** For what lasts. */
  readonly minutes: number;
}

/** What was found. */
export interface Measured {
  /** In the order in which they are told; seconds and milliseconds say so in their names. */
  readonly facts: Readonly<Record<string, number | string>>;
  /** Promises that were broken. */
  readonly broken: readonly string[];
  /** Targets of speed that this machine did not reach today. */
  readonly missed: readonly string[];
  /** How it was counted, in a sentence. */
  readonly counted: string;
}

/**
 * One figure of docs/guarantees.md that needs a program of its own. It starts what it needs and leaves nothing behind.
 */
export interface Figure {
  readonly name: string;
  /** What is counted by `--count`, and how many where nothing is said. */
  readonly of: string;
  readonly usually: number;
  measure(options: FigureOptions, say: (message: string) => void, signal: AbortSignal): Promise<Measured>;
}

/** A demand that does not hold becomes a sentence. */
export const unless = (holds: boolean, sentence: string): readonly string[] => (holds ? [] : [sentence]);
