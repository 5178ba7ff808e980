const { fork } = require('node:child_process');
const { join } = require('node:path');

/**
 * Starts an embedded PostgreSQL server in its own process, which stops the server when this process disconnects or
 * dies.
 * @param {string} home
 * @param {'kept' | 'throwaway'} kind a throwaway home is removed at the end
 * @returns {Promise<{ url: string, keeper: import('node:child_process').ChildProcess }>}
 */
exports.forkPostgres = (home, kind) =>
  new Promise((resolve, reject) => {
    const keeper = fork(join(__dirname, 'postgres-keeper.ts'), [home, kind], {
      execArgv: ['--import', join(__dirname, 'typescript.mjs')],
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let faults = '';
    keeper.stderr.on('data', chunk => {
      faults += chunk;
    });
    keeper.once('exit', () => reject(new Error(`The test database did not start: ${faults}`)));
    keeper.once('message', ({ url }) => resolve({ url, keeper }));
  });
