import { DomainError } from '@tuntas/kernel';

/** A person as the vault knows them. Nothing of this leaves the vault but by disclosure and on the receipt. */
export interface Person {
  readonly name: string;
  readonly nationalId: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}

/** Who complains, and who speaks for them (kuasa, pendamping). */
export interface Identity {
  readonly complainant: Person;
  readonly representative: Person | null;
}

/** What is told of a person later; null is not told. */
export type PersonDetails = { readonly [K in keyof Person]: string | null };
export interface IdentityDetails {
  readonly complainant: PersonDetails | null;
  readonly representative: PersonDetails | null;
}

/**
 * The identity with what was missing.
 * @param known null where the vault holds nobody
 * @throws DomainError invalid `identity.name-required` for somebody who has no name yet and is given none
 */
export const amended = (known: Identity | null, { complainant, representative }: IdentityDetails): Identity => ({
  complainant: personOf('complainant', known?.complainant ?? null, complainant),
  representative:
    representative === null
      ? (known?.representative ?? null)
      : personOf('representative', known?.representative ?? null, representative),
});

const personOf = (who: keyof Identity, known: Person | null, details: PersonDetails | null): Person => {
  const name = details?.name ?? known?.name;
  if (name === undefined)
    throw new DomainError('invalid', 'identity.name-required', `${who} has no name`, {
      errors: [{ pointer: `/fields/${who}/name`, code: 'required' }],
    });
  const either = (key: keyof Person): string | null => details?.[key] ?? known?.[key] ?? null;
  return {
    name,
    nationalId: either('nationalId'),
    phone: either('phone'),
    email: either('email'),
    address: either('address'),
  };
};
