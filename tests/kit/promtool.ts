import { spawnSync } from 'node:child_process';

/** Prometheus' own tool; `PROMTOOL` names it where it is not on the path. */
const promtool = process.env['PROMTOOL'] ?? 'promtool';
const isThere = spawnSync(promtool, ['--version']).status === 0;
if (!isThere)
  console.warn(
    'promtool is missing, so nothing is checked by it: install prometheus (Debian), or unpack its package and set PROMTOOL to the tool in it.',
  );

/** A test that needs promtool; skipped, and counted as such, where there is none. */
export const testWithPromtool = (name: string, run: () => Promise<void>): void => {
  if (isThere) test(name, run);
  else test.skip(`${name} (promtool is missing: Debian's package prometheus has it)`, run);
};

/** @returns whatever it has to say against this, and how it ended */
export const askPromtool = (
  args: readonly string[],
  input = '',
): { readonly status: number | null; readonly complaints: string; readonly says: string } => {
  const { status, stdout, stderr } = spawnSync(promtool, args, { input, encoding: 'utf8' });
  return { status, complaints: stderr, says: stdout };
};
