import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../libs/database/src/embedded-postgres.js';
import { placeOf, settingsOf } from '../../../libs/database/src/embedded/home.js';
import { runningOn } from '../../../libs/database/src/embedded/postmaster.js';

// Keeps a database server running on its port and data until the process that forked this one disconnects or dies.
const [home, port] = process.argv.slice(2) as [string, string];
const lookMs = 100;
const tryAgainMs = 500;
process.on('SIGINT', () => undefined); // the parent handles Ctrl-C

const over = new AbortController();
const rest = (ms: number): Promise<void> => pause(ms, undefined, { signal: over.signal }).catch(() => undefined);
process.once('disconnect', () => over.abort());
if (!process.connected) over.abort();

while (!over.signal.aborted) {
  let server: EmbeddedPostgres;
  try {
    server = await startEmbeddedPostgres({ home, port: Number(port), log: () => undefined });
  } catch (error) {
    console.error(error);
    await rest(tryAgainMs);
    continue;
  }
  const folder = join(realpathSync(placeOf(home, settingsOf(home))), 'data');
  const pid = runningOn(folder)?.pid;
  if (pid !== undefined && process.connected) process.send?.({ url: server.url, folder, pid });
  while (!over.signal.aborted && pid !== undefined && runningOn(folder)?.pid === pid) await rest(lookMs);
  await server.stop();
}
