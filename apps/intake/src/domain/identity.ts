import { DomainError } from '@tuntas/kernel';

/** A person as stored in the vault. These data leave the vault only by disclosure and on the receipt. */
export interface Person {
  readonly name: string;
  readonly nationalId: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}

/** The complainant and their representative (kuasa, pendamping). */
export interface Identity {
  readonly complainant: Person;
  readonly representative: Person | null;
}

/** Details of a person from a completion; null leaves a field unchanged. */
export type PersonDetails = { readonly [K in keyof Person]: string | null };
export interface IdentityDetails {
  readonly complainant: PersonDetails | null;
  readonly representative: PersonDetails | null;
}

/**
 * Merges details into an identity.
 * @param existing null if the vault has no identity
 * @throws DomainError invalid `identity.name-required` for a person without an existing or new name
 */
export const amended = (existing: Identity | null, { complainant, representative }: IdentityDetails): Identity => ({
  complainant: personOf('complainant', existing?.complainant ?? null, complainant),
  representative:
    representative === null
      ? (existing?.representative ?? null)
      : personOf('representative', existing?.representative ?? null, representative),
});

const personOf = (who: keyof Identity, existing: Person | null, details: PersonDetails | null): Person => {
  const name = details?.name ?? existing?.name;
  if (name === undefined)
    throw new DomainError('invalid', 'identity.name-required', `${who} has no name`, {
      errors: [{ pointer: `/fields/${who}/name`, code: 'required' }],
    });
  const either = (key: keyof Person): string | null => details?.[key] ?? existing?.[key] ?? null;
  return {
    name,
    nationalId: either('nationalId'),
    phone: either('phone'),
    email: either('email'),
    address: either('address'),
  };
};
