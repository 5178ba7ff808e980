import { checkPort, readConfig } from '@tuntas/service';
import { welcome } from '../../../apps/all-in-one/dist/welcome.js';
import { Kept } from './kept.mjs';
import { runNode } from './node-process.mjs';

const services = ['intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries'];
const loopback = '127.0.0.1';

const app = (name, port, env) =>
  new Kept(
    name,
    address => runNode(`apps/${name}/dist/main.js`, { PORT: address ? new URL(address).port : String(port), ...env }),
    address => `${address}/docs`,
  );

/** The services keep to their own roles, so they are told only where the database is. */
const placeOf = databaseUrl => Object.assign(new URL(databaseUrl), { username: '', password: '' }).href;

/**
 * Broker, database, eight services and a gateway, each a process that is started again when it ends; the gateway's
 * address is the system's.
 */
export class EightProcesses {
  #config = readConfig();
  #foundation = [];
  #services = [];
  #gateway = [];
  #isStopping = false;

  /**
   * @param {boolean} withKafka else the event log is in PostgreSQL.
   * @throws Error where one of them cannot be started; the others run then
   */
  async start(withKafka) {
    const { host, port, trustedProxies, nodeEnv } = this.#config;
    await checkPort(this.#config);
    for (const index of port ? services.keys() : []) await checkPort({ host: loopback, port: port + 1 + index });
    const kafka = await this.#startBroker(withKafka);
    const database = await this.#start(
      this.#foundation,
      new Kept(
        'database',
        () => runNode('deploy/local/supervision/database.mjs', kafka),
        url => new URL(url).host,
      ),
    );
    const env = {
      ...kafka,
      DATABASE_URL: placeOf(database),
      HOST: loopback,
      TRUSTED_PROXIES: [loopback, ...trustedProxies].join(),
    };
    await Promise.all(
      services.map((name, index) => this.#start(this.#services, app(name, port && port + 1 + index, env))),
    );
    const upstreams = this.#services.map(({ name, address }) => `${name}=${address}`).join();
    const address = await this.#start(this.#gateway, app('gateway', port, { HOST: host, UPSTREAMS: upstreams }));
    console.log(`\n${[...this.#foundation, ...this.#services, ...this.#gateway].map(({ line }) => line).join('\n')}`);
    if (nodeEnv !== 'production') await welcome(address, this.#config);
  }

  /** Whoever is asked ends after whoever asks. */
  async stop() {
    this.#isStopping = true;
    for (const layer of [this.#gateway, this.#services, this.#foundation])
      await Promise.all(layer.map(kept => kept.stop()));
  }

  async #startBroker(withKafka) {
    if (!withKafka) return { KAFKA_BROKERS: '' };
    if (this.#config.kafka) return {};
    const { localBroker } = await import('./local-broker.mjs');
    return { KAFKA_BROKERS: await this.#start(this.#foundation, await localBroker(this.#config.home)) };
  }

  #start(layer, kept) {
    if (this.#isStopping) throw new Error('Stopped while it was starting.');
    layer.push(kept);
    return kept.start();
  }
}
