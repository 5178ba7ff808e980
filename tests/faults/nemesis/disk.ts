import { statfsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault, SystemUnderTest } from '../lab/model.js';

/** A larger disk is shared with other programs and is not filled. */
const largest = 2 * 2 ** 30;
const pieces = [2 ** 20, 4_096, 512];

/**
 * Fills the disk of the database. A limit on the size of files (RLIMIT_FSIZE) would need no root but is another fault:
 * small tables can still grow, and overwriting fails, although it works on a full disk.
 */
export const disk: Fault = {
  name: 'disk',
  strike: async system => {
    const why = unsupportedDiskReason(system);
    if (why) throw new Error(why);
    const ballast = join(system.databaseFolder, 'nemesis-ballast');
    const written = await fill(ballast);
    return {
      target: `the disk of the database: its last ${(written / 2 ** 20).toFixed(1)} MiB`,
      heal: () => rm(ballast, { force: true }),
    };
  },
};

/** @returns the reason in one sentence, or null if the disk may be filled */
export const unsupportedDiskReason = ({ databaseFolder }: Pick<SystemUnderTest, 'databaseFolder'>): string | null => {
  const { blocks, bsize } = statfsSync(databaseFolder);
  if (blocks * bsize <= largest) return null;
  return `The disk is left alone: the database lies on one of ${((blocks * bsize) / 2 ** 30).toFixed(0)} GiB; as root, mount a tmpfs of 1 GiB, name it in TMPDIR (now ${tmpdir()}) and let --out lie elsewhere.`;
};

const fill = async (path: string): Promise<number> => {
  const file = await open(path, 'w');
  let written = 0;
  try {
    for (const size of pieces) {
      const piece = Buffer.alloc(size);
      try {
        for (;;) written += (await file.write(piece)).bytesWritten;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    await file.close();
  }
  return written;
};
