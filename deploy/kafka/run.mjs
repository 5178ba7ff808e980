import { join, resolve } from 'node:path';
import { stopSignals, whenParentExits } from '../local/parent.mjs';
import { checkNode, root, say } from '../local/prepare.mjs';
import { startBroker, whatIsMissing } from './broker.mjs';

const fail = message => {
  console.error(`tuntas: ${message}`);
  process.exit(1);
};

checkNode();
const home = join(resolve(root, process.env.TUNTAS_HOME || '.tuntas'), 'kafka');
const port = process.env.KAFKA_PORT || '9092';
if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) fail('KAFKA_PORT must be a port number.');
const missing = whatIsMissing();
if (missing) fail(missing);

let broker;
let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  say('Stopping Kafka.');
  await broker?.stop(); // a broker that is still starting ends with this process
  process.exit(0);
};
stopSignals(stop);
whenParentExits(stop);

try {
  say('Starting Kafka.');
  broker = await startBroker({ home, port: Number(port), say });
} catch (error) {
  fail(error.message);
}
say(`Kafka is ready on ${broker.brokers}; its data are stored in ${home}. Ctrl-C stops it. In a second terminal:`);
say(`  KAFKA_BROKERS=${broker.brokers} npm start                 everything in one process`);
say(`  KAFKA_BROKERS=${broker.brokers} npm run start:services    each service in its own process`);

const lastOutput = await broker.ended;
if (!stopping) fail(`Kafka ended unexpectedly:\n${lastOutput}`);
