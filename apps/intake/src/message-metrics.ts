import type { Metrics } from '@tuntas/platform';
import type { MessageQueue } from './use-cases/message-ports.js';

/** @returns a function that counts a disclosure of an identity refused by the hourly limit per person */
export const refusedDisclosures = (metrics: Metrics): (() => void) => {
  const refused = metrics.counter({
    name: 'tuntas_disclosures_refused_total',
    help: 'Disclosures of an identity refused because one person exceeded the hourly limit.',
  });
  return () => refused.inc();
};

/** Registers gauges of undelivered messages. Every intake process reports the same values: do not sum them. */
export const reportMessages = (metrics: Metrics, queue: MessageQueue): void => {
  const messages = metrics.gauge({
    name: 'tuntas_messages',
    help: 'Messages to citizens that are pending or failed.',
    labelNames: ['channel', 'status'],
  });
  const oldest = metrics.gauge({
    name: 'tuntas_message_oldest_pending_seconds',
    help: 'Age of the oldest pending message in seconds of business time; 0 if none is pending.',
    labelNames: ['channel'],
  });
  metrics.readFromDatabase('messages', [messages, oldest], async () => {
    const waiting = await queue.waiting();
    return () => {
      for (const { channel, status, count, oldestSeconds } of waiting) {
        messages.set({ channel, status }, count);
        if (status === 'pending') oldest.set({ channel }, oldestSeconds);
      }
    };
  });
};
