import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Patch } from './mutation.js';

const workspaces = ['apps', 'libs'];

/**
 * Copies the built product into an empty folder, links its packages to one another and third-party packages to their
 * original, and applies the patches.
 * @throws Error with one sentence if the product is not built, or if a patch does not fit it
 */
export const createPatchedCopy = (product: string, folder: string, patches: readonly Patch[]): void => {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@tuntas'), { recursive: true });
  for (const name of readdirSync(join(product, 'node_modules')))
    if (name !== '@tuntas') symlinkSync(join(product, 'node_modules', name), join(modules, name));
  for (const workspace of workspaces)
    for (const name of readdirSync(join(product, workspace))) {
      const [from, to] = [join(product, workspace, name), join(folder, workspace, name)];
      if (!existsSync(join(from, 'dist')))
        throw new Error(`${relative(product, from)} is not built: run "npm run build" first.`);
      for (const part of ['package.json', 'dist']) cpSync(join(from, part), join(to, part), { recursive: true });
      symlinkSync(to, join(modules, '@tuntas', name));
    }
  cpSync(join(product, 'package.json'), join(folder, 'package.json')); // which names the version
  cpSync(join(product, 'deploy/seed'), join(folder, 'deploy/seed'), { recursive: true });
  for (const patch of patches) apply(folder, patch);
};

const apply = (folder: string, { file, find, replace }: Patch): void => {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`${file} contains the text to be patched ${times} times, not once: ${find}`);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
};
