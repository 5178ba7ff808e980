import type { MessageChannel, MessageStatus } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';

/**
 * Requires a pending printed message: only such a message can be handed over, and only once.
 * @throws DomainError conflict `message.not-on-paper`, `message.already-handed-over`
 */
export const requirePendingPrint = ({
  channel,
  status,
}: {
  readonly channel: MessageChannel;
  readonly status: MessageStatus;
}): void => {
  if (channel !== 'print')
    throw new DomainError('conflict', 'message.not-on-paper', `a message by ${channel} cannot be handed over`);
  if (status !== 'pending')
    throw new DomainError('conflict', 'message.already-handed-over', `the message is ${status}`);
};
