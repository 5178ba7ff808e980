import {
  checkHome,
  checkSeed,
  createLog,
  exitOnSignals,
  loadSecrets,
  prepareDatabase,
  readConfig,
  announcer,
  stopOnSignals,
  tolerateClosedTerminal,
} from '@tuntas/platform';

// A separate process, so that an embedded server is stopped even if its supervisor is killed.
const log = announcer('database');
tolerateClosedTerminal();
try {
  const config = readConfig();
  checkSeed(config);
  checkHome(config);
  const started = exitOnSignals();
  const { adminUrl, stop } = await prepareDatabase(config, loadSecrets(config), log);
  started();
  stopOnSignals(createLog('database', config), stop);
  process.send({ ready: adminUrl });
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
