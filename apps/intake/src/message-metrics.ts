import type { Metrics } from '@tuntas/service';
import type { PgMessageCounts } from './storage/pg-message-counts.js';

const channels = ['email', 'sms', 'print'] as const;
const open = ['pending', 'failed'] as const;

/** What citizens have not been told yet. Every process of intake tells the same, so they are never added up. */
export const tellMessages = (metrics: Metrics, counts: PgMessageCounts): void => {
  const messages = metrics.gauge({ name: 'tuntas_messages', help: 'Messages to citizens that wait to be delivered, or were given up.', labelNames: ['channel', 'status'] });
  const oldest = metrics.gauge({
    name: 'tuntas_message_oldest_pending_seconds', help: 'How long the oldest message that waits has been decided, in business time; 0 where none waits.', labelNames: ['channel'] });
  metrics.look('messages', [messages, oldest], async () => {
    const found = await counts.now();
    const of = (channel: string, status: string) => found.find(each => each.channel === channel && each.status === status);
    return () => {
      for (const channel of channels) {
        for (const status of open) messages.set({ channel, status }, of(channel, status)?.messages ?? 0);
        oldest.set({ channel }, of(channel, 'pending')?.oldestSeconds ?? 0);
      }
    };
  });
};
