import { services } from '@tuntas/contracts';
import { intakeSettings } from '@tuntas/intake/settings';
import { checkPort, readSettings } from '@tuntas/platform';
import { welcome } from '../../../apps/all-in-one/dist/welcome.js';
import { SupervisedProcess } from './supervised-process.mjs';
import { runNode } from './node-process.mjs';

const loopback = '127.0.0.1';

const app = (name, port, env) =>
  new SupervisedProcess(
    name,
    address => runNode(`apps/${name}/dist/main.js`, { PORT: address ? new URL(address).port : String(port), ...env }),
    address => `${address}/docs`,
  );

/** Removes the administrator from the URL, so that the services log in under their own roles. */
const withoutLogin = databaseUrl => Object.assign(new URL(databaseUrl), { username: '', password: '' }).href;

/**
 * Runs broker, database, eight services and a gateway as supervised processes. The gateway's address is that of the
 * system.
 */
export class EightProcesses {
  #config;
  #intake;
  #infrastructure = [];
  #services = [];
  #gateway = [];
  #isStopping = false;

  /** @throws ConfigError with every fault of the environment */
  constructor() {
    ({
      config: this.#config,
      settings: [this.#intake],
    } = readSettings([intakeSettings]));
  }

  /**
   * @param {boolean} withKafka false: the event log is stored in PostgreSQL
   * @throws Error if a process cannot be started; the processes started before keep running
   */
  async start(withKafka) {
    const { host, port, trustedProxies, nodeEnv } = this.#config;
    await checkPort(this.#config);
    for (const index of port ? services.keys() : []) await checkPort({ host: loopback, port: port + 1 + index });
    const kafka = await this.#startBroker(withKafka);
    const database = await this.#start(
      this.#infrastructure,
      new SupervisedProcess(
        'database',
        () => runNode('deploy/local/supervision/database.mjs', kafka),
        url => new URL(url).host,
      ),
    );
    const env = {
      ...kafka,
      DATABASE_URL: withoutLogin(database),
      HOST: loopback,
      TRUSTED_PROXIES: [loopback, ...trustedProxies].join(),
    };
    await Promise.all(
      services.map((name, index) => this.#start(this.#services, app(name, port && port + 1 + index, env))),
    );
    const upstreams = this.#services.map(({ name, address }) => `${name}=${address}`).join();
    const address = await this.#start(this.#gateway, app('gateway', port, { HOST: host, UPSTREAMS: upstreams }));
    console.log(
      `\n${[...this.#infrastructure, ...this.#services, ...this.#gateway].map(({ line }) => line).join('\n')}`,
    );
    if (nodeEnv !== 'production') await welcome(address, this.#intake);
  }

  /** Stops all processes: clients before the processes they depend on. */
  async stop() {
    this.#isStopping = true;
    for (const layer of [this.#gateway, this.#services, this.#infrastructure])
      await Promise.all(layer.map(supervised => supervised.stop()));
  }

  async #startBroker(withKafka) {
    if (!withKafka) return { KAFKA_BROKERS: '' };
    if (this.#config.kafka) return {};
    const { localBroker } = await import('./local-broker.mjs');
    return { KAFKA_BROKERS: await this.#start(this.#infrastructure, await localBroker(this.#config.home)) };
  }

  #start(layer, supervised) {
    if (this.#isStopping) throw new Error('Stopped while it was starting.');
    layer.push(supervised);
    return supervised.start();
  }
}
