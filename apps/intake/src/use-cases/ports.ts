import type { Identity } from '../domain/identity.js';

/** The identity vault: sealed, one key for one complaint's person, unlinkable outside. */
export abstract class Vault {
  /** Seals an identity in the ambient transaction. @returns nothing; it is found again by this reference alone */
  abstract store(complainantRef: string, identity: Identity): Promise<void>;
}

/** Codes that let a citizen track without an account. They are derived; only a counter is stored. */
export abstract class AccessCodes {
  /** Issues the first code of a complaint in the ambient transaction. */
  abstract issue(complaintId: string): Promise<string>;
  /** The code in force, for the repetition of an answer. */
  abstract codeOf(complaintId: string): Promise<string>;
  /** The complaint of this ticket, if the code is its own; null for a wrong ticket and a wrong code alike, at the same speed. */
  abstract open(ticket: string, code: string): Promise<string | null>;
}

/** Sees that the codes of a lodging exist, and names places. */
export abstract class CityDirectory {
  abstract demandKnown(codes: {
    readonly category: string | null; readonly regionCode: string | null; readonly counter: string | null; readonly officeHint: string | null;
  }): Promise<void>;
  /** How a receipt names the place where it was issued; null for an unknown counter. */
  abstract nameOfCounter(code: string): Promise<string | null>;
}

/** What this city calls itself. */
export abstract class Tenant {
  /** Prefix of tickets, such as `BJM`. */
  abstract readonly ticketPrefix: string;
  /** Year of an instant in the tenant's zone. */
  abstract yearOf(instant: Date): number;
}

/** A citizen's view of the complaint, as it stands in the ambient transaction. */
export abstract class TrackingShowing {
  abstract tracked(complaintId: string, language: 'id' | 'en'): Promise<unknown>;
}
