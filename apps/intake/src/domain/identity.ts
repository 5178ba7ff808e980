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
