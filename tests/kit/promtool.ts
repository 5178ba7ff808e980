import { spawnSync } from 'node:child_process';

/** Prometheus' command line tool; `PROMTOOL` names it if it is not on the path. */
const promtool = process.env['PROMTOOL'] ?? 'promtool';
const isInstalled = spawnSync(promtool, ['--version']).status === 0;
if (!isInstalled)
  console.warn(
    'promtool is missing, so its tests are skipped: install prometheus (Debian), ' +
      'or unpack its package and set PROMTOOL to the tool in it.',
  );

/** Defines a test that needs promtool. Without promtool the test is counted as skipped. */
export const testWithPromtool = (name: string, run: () => Promise<void>): void => {
  if (isInstalled) test(name, run);
  else test.skip(`${name} (promtool is missing: install Debian's package prometheus)`, run);
};

/** Runs promtool. @returns exit status, stderr and stdout */
export const runPromtool = (
  args: readonly string[],
  input = '',
): { readonly status: number | null; readonly complaints: string; readonly says: string } => {
  const { status, stdout, stderr } = spawnSync(promtool, args, { input, encoding: 'utf8' });
  return { status, complaints: stderr, says: stdout };
};
