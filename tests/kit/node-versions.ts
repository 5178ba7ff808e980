import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheOf, mustRun } from './client-tools.js';

/** A release line of Node.js from the npm registry, fetched once. @returns the program, or why there is none */
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
    return {
      missing: `Node.js ${major} could not be fetched: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    };
  }
};
