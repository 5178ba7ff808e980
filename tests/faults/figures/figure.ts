/** The parameters of a measurement. */
export interface FigureOptions {
  /** The number of items that the figure counts. */
  readonly count: number;
  readonly log: 'postgres' | 'kafka';
  /** For figures with a duration. */
  readonly minutes: number;
}

/** The result of a measurement. */
export interface Measured {
  /** In print order; names of durations end in their unit. */
  readonly facts: Readonly<Record<string, number | string>>;
  /** Broken guarantees. */
  readonly broken: readonly string[];
  /** Performance targets that this run missed. */
  readonly missed: readonly string[];
  /** How the values were counted, in one sentence. */
  readonly counted: string;
}

/**
 * A figure of docs/guarantees.md that needs its own program. It starts all servers it needs and removes them
 * afterwards.
 */
export interface Figure {
  readonly name: string;
  /** The unit of `--count`, and its default. */
  readonly of: string;
  readonly usually: number;
  measure(options: FigureOptions, print: (message: string) => void, signal: AbortSignal): Promise<Measured>;
}

/** Returns the sentence if the condition does not hold. */
export const unless = (holds: boolean, sentence: string): readonly string[] => (holds ? [] : [sentence]);
