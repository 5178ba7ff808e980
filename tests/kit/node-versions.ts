import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheOf, mustRun } from './client-tools.js';

/**
 * Downloads the latest Node.js of a release line from the npm registry once.
 * @returns the executable, or why it is missing
 */
export const nodeOf = async (major: number): Promise<{ readonly program: string } | { readonly missing: string }> => {
  const folder = join(cacheOf('node'), String(major));
  const program = join(folder, `node_modules/node-linux-${process.arch}/bin/node`);
  try {
    if (!existsSync(program)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{}');
      await mustRun('npm', ['install', '--no-audit', '--no-fund', '--no-save', `node-linux-${process.arch}@${major}`], {
        cwd: folder,
      });
    }
    await mustRun(program, ['--version']);
    return { program };
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { missing: `Could not download Node.js ${major}: ${reason}` };
  }
};
