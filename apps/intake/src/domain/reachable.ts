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
 * The message channel of an identity: mail, otherwise SMS to a mobile number, otherwise print. The complainant is
 * preferred to the representative.
 */
export const channelFor = (identity: Identity | null): MessageChannel => {
  for (const person of peopleOf(identity))
    for (const channel of ['email', 'sms'] as const) if (addresses[channel](person)) return channel;
  return 'print';
};

/**
 * The address of the complainant, otherwise of the representative.
 * @returns null if neither has one for the channel, for example only a landline for SMS
 */
export const addressOf = (identity: Identity, channel: DeliverableChannel): string | null => {
  for (const person of peopleOf(identity)) if (addresses[channel](person)) return addresses[channel](person);
  return null;
};
