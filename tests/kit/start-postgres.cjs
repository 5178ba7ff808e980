const { chmodSync, mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { forkPostgres } = require('./fork-postgres.cjs');

/** Starts one server for all specs that need one; TUNTAS_TEST_DATABASE_URL is the URL of its superuser. */
module.exports = async () => {
  if (process.env.TUNTAS_TEST_DATABASE_URL) return;
  const home = mkdtempSync(join(tmpdir(), 'tuntas-test-'));
  chmodSync(home, 0o711);
  const { url, keeper } = await forkPostgres(home, 'throwaway');
  for (const handle of [keeper, keeper.channel, keeper.stderr]) handle.unref();
  process.env.TUNTAS_TEST_DATABASE_URL = url;
  globalThis.tuntasTestPostgres = keeper;
};
