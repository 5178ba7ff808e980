import type { MessageChannel } from '@tuntas/contracts';
import type { Identity, Person } from './identity.js';
import { mobileOf } from './telephone.js';

type DeliverableChannel = Exclude<MessageChannel, 'print'>;
const addresses: Readonly<Record<DeliverableChannel, (person: Person) => string | null>> = {
  email: ({ email }) => email,
  sms: ({ phone }) => phone && mobileOf(phone),
};
const peopleOf = (identity: Identity | null): Person[] =>
  [identity?.complainant, identity?.representative].filter(person => person != null);

/**
 * How a person is told: by mail, else by text message on a mobile, else on paper; where the complainant has neither,
 * whoever speaks for them is told.
 */
export const channelFor = (identity: Identity | null): MessageChannel => {
  for (const person of peopleOf(identity))
    for (const channel of ['email', 'sms'] as const) if (addresses[channel](person)) return channel;
  return 'print';
};

/**
 * The address of the complainant, or else of whoever speaks for them; null where neither has one, as with a landline
 * and a text message.
 */
export const addressOf = (identity: Identity, channel: DeliverableChannel): string | null => {
  for (const person of peopleOf(identity)) if (addresses[channel](person)) return addresses[channel](person);
  return null;
};
