import {
  checkHome,
  checkSeed,
  createLog,
  exitOnSignals,
  loadSecrets,
  prepareDatabase,
  readConfig,
  speaker,
  stopOnSignals,
  tolerateClosedTerminal,
} from '@tuntas/service';

// A process of its own, so that an embedded server ends also when its supervisor is killed: nobody else would notice.
const say = speaker('database');
tolerateClosedTerminal();
try {
  const config = readConfig();
  checkSeed(config);
  checkHome(config);
  const started = exitOnSignals();
  const { adminUrl, stop } = await prepareDatabase(config, loadSecrets(config), say);
  started();
  stopOnSignals(createLog('database', config), stop);
  process.send({ ready: adminUrl });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
