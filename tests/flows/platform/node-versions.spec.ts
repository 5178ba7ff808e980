import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltSystem } from '../../kit/built-system.js';
import { nodeOf } from '../../kit/node-versions.js';
import { kill, running } from '../../kit/processes.js';

// The releases that the README names. REQUIRE_NODES=1 makes a missing release a failure.
describe.each([22, 24])('on Node.js %d', major => {
  test('one process starts, accepts a complaint and stops cleanly', async () => {
    const node = await nodeOf(major);
    if ('missing' in node) {
      if (process.env['REQUIRE_NODES'] === '1') throw new Error(node.missing);
      process.stderr.write(`\n!! SKIPPED: ${node.missing}\n`);
      return;
    }
    const home = mkdtempSync(join(tmpdir(), 'tuntas-node-'));
    chmodSync(home, 0o711); // the user of the database server needs access
    let known: number[] = [];
    try {
      const system = await BuiltSystem.startOn(node.program, { TUNTAS_HOME: home });
      known = system.processes;
      expect(await system.lodge()).toBe(201);
      system.signal('SIGTERM');
      expect(await system.ended).toBe('0 null');
      expect(running(known)).toEqual([]);
    } finally {
      kill(running(known));
      rmSync(home, { recursive: true, force: true });
    }
  });
});
