import { setTimeout as pause } from 'node:timers/promises';
import { say } from '../prepare.mjs';

const firstPauseMs = 100;
const longestPauseMs = 10_000;
const steadyMs = 30_000;

/**
 * A process as it runs now.
 * @typedef {object} Running
 * @property {number | undefined} pid
 * @property {Promise<string>} ready fulfilled with its address once it serves
 * @property {Promise<string>} ended how it ended
 * @property {() => Promise<void>} stop
 */

/** Something that is started again, at the same address, whenever it ends unasked. */
export class Kept {
  #running;
  #address;
  #keeping;
  #stopping = new AbortController();

  /**
   * @param {(address: string | undefined) => Running} launch is told the address of before
   * @param {(address: string) => string} shown what a person may see of its address
   */
  constructor(name, launch, shown = address => address) {
    Object.assign(this, { name, launch, shown });
  }

  get address() {
    return this.#address;
  }

  /** What a person needs to find it. */
  get line() {
    return `${this.name.padEnd(12)}${this.shown(this.#address)}  (pid ${this.#running.pid})`;
  }

  /** @returns its address. @throws Error where it ends before it is ready */
  async start() {
    this.#running = this.launch();
    const failed = this.#running.ended.then(how => {
      throw new Error(`${this.name} could not be started (${how}).`);
    });
    this.#address = await Promise.race([this.#running.ready, failed]);
    this.#keeping = this.#keep();
    return this.#address;
  }

  async stop() {
    this.#stopping.abort();
    await this.#running?.stop();
    await this.#keeping;
  }

  async #keep() {
    const { signal } = this.#stopping;
    for (let pauseMs = firstPauseMs; ;) {
      const since = performance.now();
      const how = await this.#running.ended;
      if (signal.aborted) return;
      pauseMs = performance.now() - since > steadyMs ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs);
      say(`${this.name} ended (${how}) and is started again.`);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined); // looked at right below
      if (signal.aborted) return;
      this.#running = this.launch(this.#address);
      void this.#running.ready.then(() => console.log(this.line));
    }
  }
}
