import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { logKinds } from '../../kit/event-logs.js';

/** Runs the command as a user does. The lab starts its own database and broker. */
const runLab = async (...args: readonly string[]): Promise<{ code: number | null; output: string }> => {
  const lab = spawn(process.execPath, ['--import', './tests/kit/typescript.mjs', 'tests/faults/run.ts', ...args], {
    cwd: join(__dirname, '../../..'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errorOutput, [code]] = await Promise.all([text(lab.stdout), text(lab.stderr), once(lab, 'exit')]);
  return { code: code as number | null, output: `${output}${errorOutput}` };
};

describe.each(logKinds)('fault lab on $name', ({ name, describeIt }) => {
  describeIt('for half a minute', () => {
    test('finds no violation under any fault', async () => {
      const out = mkdtempSync(join(tmpdir(), 'tuntas-smoke-'));
      const { code, output } = await runLab(
        '--seed',
        '42',
        '--minutes',
        '0.5',
        '--every',
        '1-2',
        '--log',
        name === 'Kafka' ? 'kafka' : 'postgres',
        '--out',
        out,
      );
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('PASSED') });
      rmSync(out, { recursive: true });
    });
  });
});
