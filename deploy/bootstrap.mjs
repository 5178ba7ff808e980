// Prepares database and Kafka for all services: roles, schemas, reference data and the topic. Reads DATABASE_URL and
// KAFKA_BROKERS. Idempotent.
import { prepareTopic } from '@tuntas/eventlog';
import {
  checkSeed,
  loadSecrets,
  requiredByBootstrap,
  prepareDatabase,
  readConfigFor,
  announcer,
} from '@tuntas/platform';

const log = announcer('bootstrap');
try {
  const config = readConfigFor(requiredByBootstrap);
  checkSeed(config);
  await prepareDatabase(config, loadSecrets(config), log);
  if (config.kafka) {
    log(`Bringing the topic ${config.kafka.topic} up to date`);
    await prepareTopic(config.kafka);
  }
  log('Done.');
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
