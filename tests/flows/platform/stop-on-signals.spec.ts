import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

describe('process', () => {
  let home: string;
  let child: ChildProcess;
  let address: string;
  const nextMessage = () => new Promise<string>(resolve => child.once('message', message => resolve(String(message))));
  const ended = () =>
    new Promise<string>(resolve => child.once('exit', (code, signal) => resolve(`${code} ${signal}`)));

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'tuntas-signals-'));
    child = fork(join(__dirname, 'stop-on-signals.child.ts'), [home], {
      execArgv: ['--import', join(root, 'tests/kit/typescript.mjs')],
    });
    address = await nextMessage();
  });
  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(home, { recursive: true });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('that gets %s stops with exit code 0', async signal => {
    const end = ended();
    child.kill(signal);
    expect(await end).toBe('0 null');
  });

  it('stops when its parent is gone', async () => {
    const end = ended();
    child.disconnect();
    expect(await end).toBe('0 null');
  });

  it('ends at once at the second signal while it is still busy', async () => {
    const end = ended();
    const busy = nextMessage();
    get(`${address}/v1/tracking/never`).on('error', () => undefined);
    await busy;
    child.kill('SIGTERM');
    child.kill('SIGINT');
    expect(await end).toBe('1 null');
  });
});
