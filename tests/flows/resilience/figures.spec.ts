import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { logKinds } from '../../kit/event-logs.js';

/** Runs the command as a user does, with a size too small for a statement about speed. */
const measure = async (
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string }> => {
  const program = spawn(
    process.execPath,
    ['--import', './tests/kit/typescript.mjs', 'tests/faults/figures/run.ts', ...args],
    { cwd: join(__dirname, '../../..'), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [output, errorOutput, [code]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, 'exit'),
  ]);
  return { code: code as number | null, output: `${output}${errorOutput}` };
};
/** A speed target may be missed on a busy machine; a guarantee must hold. */
const guaranteeHolds = (name: string) => ({
  output: expect.stringMatching(new RegExp(`figures: ${name} .*(PASSED|TARGET MISSED)`)),
});

describe('benchmarks in programs of their own', () => {
  test('due-at-once meets its limits', async () => {
    expect(await measure('due-at-once', '--count', '40')).toMatchObject(guaranteeHolds('due-at-once'));
  });

  for (const { name, describeIt } of logKinds)
    describeIt(`with its log on ${name}`, () => {
      test('deliveries meets its limits', async () => {
        expect(
          await measure('deliveries', '--count', '1500', '--log', name === 'Kafka' ? 'kafka' : 'postgres'),
        ).toMatchObject(guaranteeHolds('deliveries'));
      });
    });
});
