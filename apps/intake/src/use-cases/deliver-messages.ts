import { Injectable } from '@nestjs/common';
import { Ids } from '@tuntas/kernel';
import { later, nextStep, refused, type NextStep, type DeliveryOutcome } from '../domain/delivery.js';
import { addressOf } from '../domain/reachable.js';
import { Couriers, MessageQueue, MessageTexts, Pace, type ClaimedMessage, type SentChannel } from './message-ports.js';
import { Vault } from './ports.js';

/**
 * Sends what was decided: claimed, sent outside of any transaction, and written down. At least once, never silently
 * lost.
 */
@Injectable()
export class DeliverMessages {
  constructor(
    private readonly queue: MessageQueue,
    private readonly texts: MessageTexts,
    private readonly vault: Vault,
    private readonly couriers: Couriers,
    private readonly pace: Pace,
    private readonly ids: Ids,
  ) {}

  claim(channel: SentChannel, limit: number): Promise<readonly ClaimedMessage[]> {
    return this.queue.claim(channel, limit);
  }

  /**
   * One attempt at a message that was claimed.
   * @param failed hears of a fault of ours; the message is tried again all the same
   */
  async execute(message: ClaimedMessage, stopping: AbortSignal, failed: (error: unknown) => void): Promise<NextStep> {
    const outcome = await this.attempt(message, stopping).catch((error: unknown): DeliveryOutcome => {
      failed(error);
      return later('delivery.failed');
    });
    const step = nextStep(outcome, message.attempts, this.pace, Math.random());
    await this.queue.record(message, step, this.ids.next());
    return step;
  }

  private async attempt(message: ClaimedMessage, stopping: AbortSignal): Promise<DeliveryOutcome> {
    const identity = message.complainantRef === null ? null : await this.vault.decrypt(message.complainantRef);
    if (!identity) return refused('person.forgotten');
    const address = addressOf(identity, message.channel);
    if (address === null) return refused('address.missing');
    const [text] = await this.texts.of([message.id]);
    return this.couriers
      .of(message.channel)
      .deliver({ ...text!, id: message.id, language: message.language, address }, stopping);
  }
}
