import type { ActRequest } from '@tuntas/complaint';
import type { EscalationTarget, IdentityDocument } from '@tuntas/contracts';
import type { Actor, IdempotentRequest, ZoneOffset } from '@tuntas/kernel';
import type { Identity } from '../domain/identity.js';
import type { Bounds } from '../domain/lodging-warnings.js';
import type { Language } from '../domain/sentence.js';
import type { Tracking } from '../domain/tracking.js';

/** Who asks for an act over HTTP, and in which language. */
export interface CitizenActRequest extends ActRequest {
  readonly retry: IdempotentRequest;
  readonly language: Language;
  /** By which document a clerk knew the citizen for whom the act is; of clerks' acts alone. */
  readonly documentSeen?: IdentityDocument | null;
}

/** The identity vault: sealed, one key for one complaint's person, unlinkable outside. */
export abstract class Vault {
  /**
   * Seals an identity in the ambient transaction, in place of what was there.
   * @returns nothing; it is found again by this reference
   * @param isAnonymous then by nothing else: no index leads from it to other complaints of the same person
   */
  abstract store(complainantRef: string, identity: Identity, isAnonymous: boolean): Promise<void>;
  /** Null for a reference that the vault does not know, or no more. */
  abstract decrypt(complainantRef: string): Promise<Identity | null>;
}

/** How many identities one person may read within an hour. */
export abstract class DisclosureLimit {
  /**
   * Counts one more, in the ambient transaction, which writes the disclosure down.
   * @throws DomainError too-many `identity.too-many`
   */
  abstract count(by: Actor): Promise<void>;
}

/** Codes that let a citizen track without an account. They are derived; only a counter is stored. */
export abstract class AccessCodes {
  /** Issues the first code of a complaint in the ambient transaction. */
  abstract issue(complaintId: string): Promise<string>;
  /** The code in force, for the repetition of an answer. */
  abstract codeOf(complaintId: string): Promise<string>;
  /**
   * The complaint of this ticket, if the code is its own; null for a wrong ticket and a wrong code alike, at the same
   * speed.
   */
  abstract verify(ticket: string, code: string): Promise<string | null>;
  /** Whether the code is that of this complaint. */
  abstract fits(complaintId: string, code: string): Promise<boolean>;
}

/** Codes of a lodging, or of what was missing from one. */
export interface CityCodes {
  readonly category?: string | null;
  readonly regionCode?: string | null;
  readonly counter?: string | null;
  readonly officeHint?: string | null;
}

/** Sees that the codes of a lodging exist, and names places. */
export abstract class CityDirectory {
  /** @param within JSON pointer of what holds them in the body. @throws DomainError invalid `reference.unknown` */
  abstract demandKnown(codes: CityCodes, within?: string): Promise<void>;
  /** How a receipt names the place where it was issued: the counter, or the channel where there was none. */
  abstract placeOf(received: { readonly counter: string | null; readonly channel: string }): Promise<string>;
}

/** What this city calls itself, and what its clocks show. */
export abstract class Tenant {
  abstract readonly name: string;
  /** Prefix of tickets, such as `BJM`. */
  abstract readonly ticketPrefix: string;
  abstract readonly zone: ZoneOffset;
  /** Where its service is found. */
  abstract readonly service: { readonly site: string; readonly address: string; readonly phone: string };
  /** Where the city lies; null where nobody has told. */
  abstract readonly bounds: Bounds | null;
  /** Year of an instant in the tenant's zone. */
  abstract yearOf(instant: Date): number;
}

/** To whom a complaint has been escalated so far. */
export abstract class EscalationTargets {
  abstract of(complaintId: string): Promise<readonly EscalationTarget[]>;
}

/** By what other systems know complaints. */
export abstract class ExternalReferences {
  /** Whether another complaint than this one bears one of these. */
  abstract areKnown(
    references: readonly { readonly system: string; readonly id: string }[],
    exceptOf: string,
  ): Promise<boolean>;
}

/** What was written down when a complaint was lodged, before anybody changed it. */
export abstract class LodgedTexts {
  /** With the language in which the citizen is told what happens. */
  abstract of(complaintId: string): Promise<{
    readonly subject: string | null;
    readonly description: string | null;
    readonly requestedSettlement: string | null;
    readonly receivedBy: string | null;
    readonly language: Language;
  }>;
}

/** A citizen's view of the complaint, as it stands in the ambient transaction. */
export abstract class TrackingPresenter {
  abstract tracked(complaintId: string, language: Language): Promise<Tracking>;
}
