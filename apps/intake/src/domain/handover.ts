import type { MessageChannel, MessageStatus } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';

/**
 * Only paper that waits can be handed over, and once.
 * @throws DomainError conflict `message.not-on-paper`, `message.already-handed-over`
 */
export const demandWaitingOnPaper = ({
  channel,
  status,
}: {
  readonly channel: MessageChannel;
  readonly status: MessageStatus;
}): void => {
  if (channel !== 'print')
    throw new DomainError('conflict', 'message.not-on-paper', `a message by ${channel} is handed over by nobody`);
  if (status !== 'pending')
    throw new DomainError('conflict', 'message.already-handed-over', `the message is ${status}`);
};
