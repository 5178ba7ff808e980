import type { Metrics } from '@tuntas/service';
import type { MessageQueue } from './use-cases/message-ports.js';

/** @returns counts readings of an identity that were refused since one person had read too many within the hour */
export const refusedDisclosures = (metrics: Metrics): (() => void) => {
  const refused = metrics.counter({
    name: 'tuntas_disclosures_refused_total',
    help: 'Readings of an identity that were refused: one person had read too many within the hour.',
  });
  return () => refused.inc();
};

/** What citizens have not been told yet. Every process of intake tells the same, so they are never added up. */
export const reportMessages = (metrics: Metrics, queue: MessageQueue): void => {
  const messages = metrics.gauge({
    name: 'tuntas_messages',
    help: 'Messages to citizens that wait to be delivered, or were given up.',
    labelNames: ['channel', 'status'],
  });
  const oldest = metrics.gauge({
    name: 'tuntas_message_oldest_pending_seconds',
    help: 'How long the oldest message that waits has been decided, in business time; 0 where none waits.',
    labelNames: ['channel'],
  });
  metrics.look('messages', [messages, oldest], async () => {
    const waiting = await queue.waiting();
    return () => {
      for (const { channel, status, count, oldestSeconds } of waiting) {
        messages.set({ channel, status }, count);
        if (status === 'pending') oldest.set({ channel }, oldestSeconds);
      }
    };
  });
};
