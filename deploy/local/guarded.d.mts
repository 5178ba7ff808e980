import type { ChildProcess, SpawnOptions } from 'node:child_process';

export interface GuardedOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  /** stdin, stdout and stderr of the program. */
  readonly stdio: readonly ['ignore', 'inherit' | 'pipe' | number, 'inherit' | 'pipe' | number];
}

export const spawnGuarded: (command: string, args: readonly string[], options: GuardedOptions) => ChildProcess;

/** Resolves when the program has exited with code 0. */
export const runGuarded: (
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd'>,
) => Promise<void>;
