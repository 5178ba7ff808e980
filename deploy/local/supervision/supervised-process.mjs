import { setTimeout as pause } from 'node:timers/promises';
import { say } from '../prepare.mjs';

const firstPauseMs = 100;
const longestPauseMs = 10_000;
const steadyMs = 30_000;

/**
 * A running process.
 * @typedef {object} Running
 * @property {number | undefined} pid
 * @property {Promise<string>} ready resolves with its address when it is ready
 * @property {Promise<string>} ended resolves with its exit code, signal or error
 * @property {() => Promise<void>} stop
 */

/** A process that is restarted at the same address whenever it ends unexpectedly. */
export class SupervisedProcess {
  #running;
  #address;
  #supervision;
  #stopping = new AbortController();

  /**
   * @param {(address: string | undefined) => Running} launch gets the previous address; undefined at the first start
   * @param {(address: string) => string} shown formats the address for output, without secrets
   */
  constructor(name, launch, shown = address => address) {
    Object.assign(this, { name, launch, shown });
  }

  get address() {
    return this.#address;
  }

  /** A line with name, address and pid. */
  get line() {
    return `${this.name.padEnd(12)}${this.shown(this.#address)}  (pid ${this.#running.pid})`;
  }

  /** @returns its address. @throws Error if it ends before it is ready */
  async start() {
    this.#running = this.launch();
    const failed = this.#running.ended.then(how => {
      throw new Error(`${this.name} could not be started (${how}).`);
    });
    this.#address = await Promise.race([this.#running.ready, failed]);
    this.#supervision = this.#supervise();
    return this.#address;
  }

  async stop() {
    this.#stopping.abort();
    await this.#running?.stop();
    await this.#supervision;
  }

  async #supervise() {
    const { signal } = this.#stopping;
    for (let pauseMs = firstPauseMs; ;) {
      const since = performance.now();
      const how = await this.#running.ended;
      if (signal.aborted) return;
      pauseMs = performance.now() - since > steadyMs ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs);
      say(`${this.name} ended (${how}) and is restarted.`);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined); // the signal is checked below
      if (signal.aborted) return;
      this.#running = this.launch(this.#address);
      void this.#running.ready.then(() => console.log(this.line));
    }
  }
}
