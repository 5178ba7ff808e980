import { createProcess, exitOnSignals, loadSecrets, prepareDatabase, readConfig, startService, stopOnSignals } from '@tuntas/service';
import { DevClockModule } from '@tuntas/sla/dev-clock';
import { AllInOneModule } from './all-in-one.module.js';
import { welcome } from './welcome.js';

const say = (message: string): void => { process.stderr.write(`tuntas: ${message}\n`); };

const main = async (): Promise<void> => {
  const config = readConfig();
  const secrets = loadSecrets(config);
  const production = config.nodeEnv === 'production';
  const started = exitOnSignals();
  const database = await prepareDatabase(config, secrets, say);
  try {
    const app = await createProcess({
      name: 'tuntas', modules: [AllInOneModule, ...(production ? [] : [DevClockModule])], config, secrets, database,
    });
    started();
    stopOnSignals(app, () => database.stop());
    const address = await startService(app);
    say(`Ready at ${address}`);
    if (!production) await welcome(address);
  } catch (error) {
    await database.stop();
    throw error;
  }
};

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
