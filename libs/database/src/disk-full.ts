import { statfs } from 'node:fs/promises';

const diskFull = '53100';
const rememberedMs = 300_000;
/** PostgreSQL takes 16 MB at a time for its log alone. */
const roomAtLeastBytes = 64 * 1024 * 1024;

let refusedAt = -Infinity;

/** Hears of every error that a server reports on any connection of this process. @param state its SQLSTATE */
export const recordServerError = (state: string | undefined): void => {
  if (state === diskFull) refusedAt = performance.now();
};

/**
 * Whether the server has refused to write for want of room within the last five minutes; of a server on this machine
 * also whether its disk has less than 64 MB left.
 * @param folder of the data; null where the server is elsewhere
 */
export const isDiskFull = async (folder: string | null, atLeastBytes = roomAtLeastBytes): Promise<boolean> => {
  if (performance.now() - refusedAt < rememberedMs) return true;
  if (folder === null) return false;
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < atLeastBytes;
};
