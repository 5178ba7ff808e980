import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutations } from './mutations/index.js';
import { createPatchedCopy } from './mutations/patched-copy.js';

const product = join(__dirname, '../..');
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'tuntas-mutation-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('patched copy of the product', () => {
  test.each(mutations)('can be created for mutation $name', ({ patches }) => {
    createPatchedCopy(product, folder, patches);
    for (const { file, replace } of patches) expect(readFileSync(join(folder, file), 'utf8')).toContain(replace);
  });

  test('uses its own packages and the original third-party packages', () => {
    createPatchedCopy(product, folder, []);
    expect(realpathSync(join(folder, 'node_modules/@tuntas/sla'))).toBe(join(folder, 'apps/sla'));
    expect(realpathSync(join(folder, 'node_modules/pg'))).toBe(realpathSync(join(product, 'node_modules/pg')));
    expect(existsSync(join(folder, 'apps/sla/src'))).toBe(false);
  });

  test('can be loaded, with everything that the packages read at start', () => {
    createPatchedCopy(product, folder, []);
    const load = ['--input-type=module', '--eval', `await import('@tuntas/platform'); process.exit(0);`];
    execFileSync(process.execPath, load, { cwd: folder, stdio: 'pipe' });
  });

  test.each([
    { which: 'is not there', find: 'no such text' },
    { which: 'is there more than once', find: 'await' },
  ])('is refused where the text to be patched $which', ({ find }) => {
    const file = 'apps/sla/dist/use-cases/sweep-due-clocks.js';
    expect(() => createPatchedCopy(product, folder, [{ file, find, replace: '' }])).toThrow(/times, not once/);
  });
});
