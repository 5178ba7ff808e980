import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, LoopNotifier } from '@tuntas/eventlog';
import { Config, describeError, Log } from '@tuntas/service';
import { DeliverMessages } from './use-cases/deliver-messages.js';
import { sentChannels, type ClaimedMessage, type SentChannel } from './use-cases/message-ports.js';

/**
 * Keeps the queue of messages empty. Any number of these may run; each channel by itself, so that a mail server that
 * hangs delays mail alone.
 */
@Injectable()
export class Deliverer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly lanes: readonly Lane[];

  constructor(
    deliver: DeliverMessages,
    notifier: LoopNotifier,
    private readonly config: Config,
    private readonly log: Log,
  ) {
    this.lanes = sentChannels.map(channel => new Lane(channel, deliver, config, log, this.stopping.signal));
    notifier.on('messages', () => {
      for (const lane of this.lanes) lane.wake();
    });
  }

  onApplicationBootstrap(): void {
    const { mail, outbox } = this.config;
    this.log.info(
      { mail: mail ? `${mail.host}:${mail.port}` : outbox, sms: outbox },
      'messages to citizens go this way',
    );
    for (const lane of this.lanes) lane.start();
  }

  /** What is being sent may be sent to its end, as far as there is time: what is cut short comes twice. */
  async beforeApplicationShutdown(): Promise<void> {
    const grace = setTimeout(() => {
      this.stopping.abort();
    }, this.config.delivery.graceMs);
    await Promise.all(this.lanes.map(lane => lane.stop()));
    clearTimeout(grace);
  }
}

/** One channel: some messages at once, each for itself. */
class Lane {
  private readonly sending = new Set<Promise<void>>();
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly channel: SentChannel,
    private readonly deliver: DeliverMessages,
    private readonly config: Config,
    private readonly log: Log,
    private readonly stopping: AbortSignal,
  ) {
    this.loop = new BackgroundLoop({
      round: () => this.round(),
      pollMs: config.delivery.pollMs,
      failed: error => this.failed(error),
    });
  }

  start(): void {
    this.loop.start();
  }
  wake(): void {
    this.loop.wake();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await Promise.all(this.sending);
  }

  private async round(): Promise<boolean> {
    const free = this.config.delivery.atOnce - this.sending.size;
    if (free === 0) return false;
    for (const message of await this.deliver.claim(this.channel, free)) this.begin(message);
    return false;
  }

  private begin(message: ClaimedMessage): void {
    const sending = this.send(message)
      .catch(error => this.failed(error))
      .finally(() => {
        // While all hands were full there may have come more.
        const wereFull = this.sending.size === this.config.delivery.atOnce;
        this.sending.delete(sending);
        if (wereFull) this.loop.wake();
      });
    this.sending.add(sending);
  }

  private async send(message: ClaimedMessage): Promise<void> {
    const step = await this.deliver.execute(message, this.stopping, error => this.failed(error));
    if (step.status === 'delivered') return;
    const { id: messageId, channel, attempts } = message;
    this.log.warn(
      { messageId, channel, attempts, problem: step.problem },
      step.status === 'failed' ? 'message given up' : 'message will be tried again',
    );
  }

  private failed(error: unknown): void {
    this.log.warn({ channel: this.channel, ...describeError(error) }, 'delivery will try again');
  }
}
