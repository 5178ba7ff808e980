import { statfs } from 'node:fs/promises';

const diskFull = '53100';
const rememberedMs = 300_000;
/** PostgreSQL allocates WAL in segments of 16 MB. */
const minFreeBytes = 64 * 1024 * 1024;

let refusedAt = -Infinity;

/** Records an error that a server reported on any connection of this process. @param state its SQLSTATE */
export const recordServerError = (state: string | undefined): void => {
  if (state === diskFull) refusedAt = performance.now();
};

/**
 * Whether the server has reported a full disk within the last five minutes, or, for a server on this machine, whether
 * its disk has less than 64 MB left.
 * @param folder the data folder; null if the server runs on another machine
 */
export const isDiskFull = async (folder: string | null, requiredBytes = minFreeBytes): Promise<boolean> => {
  if (performance.now() - refusedAt < rememberedMs) return true;
  if (folder === null) return false;
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < requiredBytes;
};
