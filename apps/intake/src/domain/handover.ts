import type { MessageChannel } from '@tuntas/complaint';
import { DomainError } from '@tuntas/kernel';

export const messageStatuses = ['pending', 'delivered', 'failed', 'handed_over'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/**
 * Only paper that waits can be handed over, and once.
 * @throws DomainError conflict `message.not-on-paper`, `message.already-handed-over`
 */
export const demandWaitingOnPaper = ({ channel, status }: { readonly channel: MessageChannel; readonly status: MessageStatus }): void => {
  if (channel !== 'print') throw new DomainError('conflict', 'message.not-on-paper', `a message by ${channel} is handed over by nobody`);
  if (status !== 'pending') throw new DomainError('conflict', 'message.already-handed-over', `the message is ${status}`);
};
