import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, LoopNotifier } from '@tuntas/eventlog';
import { describeError, Log } from '@tuntas/platform';
import { IntakeSettings, type DeliverySettings } from './intake.settings.js';
import { DeliverMessages } from './use-cases/deliver-messages.js';
import { sentChannels, type ClaimedMessage, type SentChannel } from './use-cases/message-ports.js';

/**
 * Delivers queued messages to citizens. Several processes may run it concurrently. Each channel has its own loop, so
 * that a hanging mail server delays only mail.
 */
@Injectable()
export class Deliverer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly loops: readonly ChannelLoop[];

  constructor(
    deliver: DeliverMessages,
    notifier: LoopNotifier,
    private readonly settings: IntakeSettings,
    private readonly log: Log,
  ) {
    const { delivery } = settings;
    this.loops = sentChannels.map(channel => new ChannelLoop(channel, deliver, delivery, log, this.stopping.signal));
    notifier.on('messages', () => {
      for (const loop of this.loops) loop.wake();
    });
  }

  onApplicationBootstrap(): void {
    const { mail, outbox } = this.settings;
    this.log.info(
      { mail: mail ? `${mail.host}:${mail.port}` : outbox, sms: outbox },
      'delivery channels of messages to citizens',
    );
    for (const loop of this.loops) loop.start();
  }

  /** Waits for messages in progress up to the grace period; an aborted message may be delivered twice. */
  async beforeApplicationShutdown(): Promise<void> {
    const grace = setTimeout(() => {
      this.stopping.abort();
    }, this.settings.delivery.graceMs);
    await Promise.all(this.loops.map(loop => loop.stop()));
    clearTimeout(grace);
  }
}

/** The delivery loop of one channel, which sends a limited number of messages concurrently. */
class ChannelLoop {
  private readonly sending = new Set<Promise<void>>();
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly channel: SentChannel,
    private readonly deliver: DeliverMessages,
    private readonly settings: DeliverySettings,
    private readonly log: Log,
    private readonly stopping: AbortSignal,
  ) {
    this.loop = new BackgroundLoop({
      round: () => this.round(),
      pollMs: settings.pollMs,
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
    const free = this.settings.atOnce - this.sending.size;
    if (free === 0) return false;
    for (const message of await this.deliver.claim(this.channel, free)) this.begin(message);
    return false;
  }

  private begin(message: ClaimedMessage): void {
    const sending = this.send(message)
      .catch(error => this.failed(error))
      .finally(() => {
        // More messages may have become due while the concurrency limit was reached.
        const wasFull = this.sending.size === this.settings.atOnce;
        this.sending.delete(sending);
        if (wasFull) this.loop.wake();
      });
    this.sending.add(sending);
  }

  private async send(message: ClaimedMessage): Promise<void> {
    const step = await this.deliver.execute(message, this.stopping, error => this.failed(error));
    if (step.status === 'delivered') return;
    const { id: messageId, channel, attempts } = message;
    this.log.warn(
      { messageId, channel, attempts, problem: step.problem },
      step.status === 'failed' ? 'message failed finally' : 'message will be retried',
    );
  }

  private failed(error: unknown): void {
    this.log.warn({ channel: this.channel, ...describeError(error) }, 'delivery failed and will be retried');
  }
}
