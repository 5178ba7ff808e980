import { rmSync } from 'node:fs';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../libs/database/src/embedded-postgres.js';

// Runs one server for the process that forked it, and stops it when that process disconnects or dies.
const [home, kind] = process.argv.slice(2) as [string, 'kept' | 'throwaway'];
process.on('SIGINT', () => undefined); // the parent handles Ctrl-C

const server = await startEmbeddedPostgres({ home, log: () => undefined });

/** Turns off durability, since the data are thrown away. */
const turnOffDurability = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const setting of ['fsync', 'full_page_writes']) await client.query(`ALTER SYSTEM SET ${setting} = off`);
  await client.query('SELECT pg_reload_conf()');
  await client.end();
};
if (kind === 'throwaway') await turnOffDurability(server.url);

const stop = async () => {
  await server.stop();
  if (kind === 'throwaway') rmSync(home, { recursive: true, force: true });
  process.exit(0);
};
process.once('disconnect', () => void stop());
if (process.connected) process.send?.({ url: server.url });
else await stop();
