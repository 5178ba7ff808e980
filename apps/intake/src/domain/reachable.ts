import type { MessageChannel } from '@tuntas/complaint';
import type { Identity } from './identity.js';

/** How a person is told: by mail, else by telephone, else on paper; where the complainant has neither, whoever speaks for them is told. */
export const toldBy = (identity: Identity | null): MessageChannel => {
  for (const person of [identity?.complainant, identity?.representative]) {
    if (person?.email) return 'email';
    if (person?.phone) return 'sms';
  }
  return 'print';
};
