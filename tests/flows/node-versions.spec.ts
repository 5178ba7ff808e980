import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pothole } from '../kit/app.js';
import { Command } from '../kit/command.js';
import { nodeOf } from '../kit/node-versions.js';
import { kill, running } from '../kit/processes.js';

// The releases that the README names. REQUIRE_NODES=1 makes it a failure where one cannot be had.
describe.each([22, 24])('on Node.js %d', major => {
  test('one process starts, takes a complaint in and stops in order', async () => {
    const node = await nodeOf(major);
    if ('missing' in node) {
      if (process.env['REQUIRE_NODES'] === '1') throw new Error(node.missing);
      process.stderr.write(`\n!! SKIPPED: ${node.missing}\n`);
      return;
    }
    const home = mkdtempSync(join(tmpdir(), 'tuntas-node-'));
    chmodSync(home, 0o711); // the database server's user has to get in
    const system = new Command([node.program, 'apps/all-in-one/dist/main.js'], { PORT: '0', TUNTAS_HOME: home });
    let known: number[] = [];
    try {
      await system.says(/Ctrl-C stops everything/);
      known = system.processes;
      const url = /Ready at (\S+)/.exec(system.output)![1]!;
      const headers = { 'content-type': 'application/json' };
      const { accessToken } = await (await fetch(`${url}/dev/token`, { method: 'POST', headers, body: JSON.stringify({ role: 'counter_clerk' }) })).json() as { accessToken: string };
      const lodged = await fetch(`${url}/v1/complaints`, { method: 'POST', headers: { ...headers, authorization: `Bearer ${accessToken}` }, body: JSON.stringify(pothole) });
      expect(lodged.status).toBe(201);
      system.signal('SIGTERM');
      expect(await system.ended).toBe('0 null');
      expect(running(known)).toEqual([]);
    } finally {
      kill(running(known));
      rmSync(home, { recursive: true, force: true });
    }
  });
});
