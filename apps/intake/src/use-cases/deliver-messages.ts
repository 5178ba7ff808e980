import { Injectable } from '@nestjs/common';
import { Ids } from '@tuntas/kernel';
import { later, nextStep, refused, type NextStep, type DeliveryOutcome } from '../domain/delivery.js';
import { addressOf } from '../domain/reachable.js';
import {
  Couriers,
  MessageQueue,
  MessageTexts,
  DeliveryRetryPolicy,
  type ClaimedMessage,
  type SentChannel,
} from './message-ports.js';
import { Vault } from './ports.js';

/**
 * Sends messages at least once: each is claimed, sent outside of any transaction, and its result is recorded.
 */
@Injectable()
export class DeliverMessages {
  constructor(
    private readonly queue: MessageQueue,
    private readonly texts: MessageTexts,
    private readonly vault: Vault,
    private readonly couriers: Couriers,
    private readonly retryPolicy: DeliveryRetryPolicy,
    private readonly ids: Ids,
  ) {}

  claim(channel: SentChannel, limit: number): Promise<readonly ClaimedMessage[]> {
    return this.queue.claim(channel, limit);
  }

  /**
   * Attempts to deliver a claimed message once.
   * @param onError called with an unexpected error; the message is retried nevertheless
   */
  async execute(message: ClaimedMessage, stopping: AbortSignal, onError: (error: unknown) => void): Promise<NextStep> {
    const outcome = await this.attempt(message, stopping).catch((error: unknown): DeliveryOutcome => {
      onError(error);
      return later('delivery.failed');
    });
    const step = nextStep(outcome, message.attempts, this.retryPolicy, Math.random());
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
