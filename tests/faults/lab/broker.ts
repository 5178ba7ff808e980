import { setTimeout as pause } from 'node:timers/promises';
import { startBroker, whatIsMissing, type Broker } from '../../../deploy/kafka/broker.mjs';
import { ProxyLink } from './link.js';
import { ownPort } from './ports.js';

const firstPauseMs = 100;

/** The Kafka broker of the lab, behind a link. It is restarted on its ports and data whenever it ends. */
export class LabBroker {
  private isStopping = false;
  private keeping: Promise<void>;

  private constructor(
    readonly link: ProxyLink,
    private broker: Broker,
    private readonly startAgain: () => Promise<Broker>,
  ) {
    this.keeping = this.keep();
  }

  /** @throws Error with one sentence if a prerequisite is missing */
  static async start(home: string): Promise<LabBroker> {
    const missing = whatIsMissing();
    if (missing) throw new Error(missing);
    const [port, sidePort, linkPort] = [await ownPort(), await ownPort(), await ownPort()];
    const start = (): Promise<Broker> =>
      startBroker({ home, port, sideDoor: { port: sidePort, advertised: linkPort }, say: () => undefined });
    const link = await ProxyLink.open('everybody -> kafka', linkPort, sidePort);
    return new LabBroker(link, await start(), start);
  }

  /** Address that bypasses the link. */
  get address(): string {
    return this.broker.brokers;
  }
  get pid(): number {
    return this.broker.pid;
  }

  /** Sends SIGKILL. Resolves once the restarted broker responds. */
  async kill(): Promise<void> {
    const killed = this.broker;
    process.kill(killed.pid, 'SIGKILL');
    while (this.broker === killed && !this.isStopping) await pause(firstPauseMs);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.link.close();
    await this.broker.stop();
    await this.keeping;
  }

  private async keep(): Promise<void> {
    while (!this.isStopping) {
      await this.broker.ended;
      while (!this.isStopping) {
        const started = await this.startAgain().catch(() => null);
        if (started) {
          this.broker = started;
          break;
        }
        await pause(firstPauseMs);
      }
      if (this.isStopping) await this.broker.stop();
    }
  }
}
