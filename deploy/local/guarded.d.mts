import type { ChildProcess, SpawnOptions } from 'node:child_process';

export interface GuardedOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  /** The program's own three streams. */
  readonly stdio: readonly ['ignore', 'inherit' | 'pipe' | number, 'inherit' | 'pipe' | number];
}

export const spawnGuarded: (command: string, args: readonly string[], options: GuardedOptions) => ChildProcess;

/** @returns once it has ended well */
export const runGuarded: (
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd'>,
) => Promise<void>;
