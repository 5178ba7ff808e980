// Makes ready, once for all services, what DATABASE_URL and KAFKA_BROKERS name: roles, schemas, reference data, the
// topic. May be repeated.
import { prepareTopic } from '@tuntas/eventlog';
import {
  checkSeed,
  loadSecrets,
  requiredByBootstrap,
  prepareDatabase,
  readConfigFor,
  announcer,
} from '@tuntas/service';

const say = announcer('bootstrap');
try {
  const config = readConfigFor(requiredByBootstrap);
  checkSeed(config);
  await prepareDatabase(config, loadSecrets(config), say);
  if (config.kafka) {
    say(`Bringing the topic ${config.kafka.topic} up to date`);
    await prepareTopic(config.kafka);
  }
  say('Done.');
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
