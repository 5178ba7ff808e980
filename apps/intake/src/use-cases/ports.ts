import type { ActRequest } from '@tuntas/complaint';
import type { EscalationTarget } from '@tuntas/contracts';
import type { Actor, IdempotentRequest, ZoneOffset } from '@tuntas/kernel';
import type { Identity } from '../domain/identity.js';
import type { Bounds } from '../domain/lodging-warnings.js';
import type { Language } from '../domain/sentence.js';
import type { Tracking } from '../domain/tracking.js';

/** A request for an act over HTTP, with the language of the response. */
export interface CitizenActRequest extends ActRequest {
  readonly retry: IdempotentRequest;
  readonly language: Language;
}

/** The identity vault. Each identity is encrypted with its own data key and cannot be linked from outside. */
export abstract class Vault {
  /**
   * Seals an identity under this reference in the ambient transaction, and replaces an earlier one.
   * @param isAnonymous excludes the identity from the blind index that links complaints of one person
   */
  abstract store(complainantRef: string, identity: Identity, isAnonymous: boolean): Promise<void>;
  /** @returns null for an unknown reference or an erased identity */
  abstract decrypt(complainantRef: string): Promise<Identity | null>;
}

/** Limits the number of disclosures per person and hour. */
export abstract class DisclosureLimit {
  /**
   * Counts a disclosure in the ambient transaction, which also records it.
   * @throws DomainError too-many `identity.too-many`
   */
  abstract count(by: Actor): Promise<void>;
}

/** Access codes for tracking without an account. They are derived; only a counter and the key id are stored. */
export abstract class AccessCodes {
  /** Issues the first code of a complaint in the ambient transaction. */
  abstract issue(complaintId: string): Promise<string>;
  /** The current code, for a repeated response. */
  abstract codeOf(complaintId: string): Promise<string>;
  /**
   * Verifies a ticket and its code in constant time.
   * @returns the id of the complaint; null for a wrong ticket or a wrong code
   */
  abstract verify(ticket: string, code: string): Promise<string | null>;
  /** Whether the code belongs to this complaint. */
  abstract matches(complaintId: string, code: string): Promise<boolean>;
}

/** Reference codes of a lodging. */
export interface CityCodes {
  readonly category?: string | null;
  readonly regionCode?: string | null;
  readonly counter?: string | null;
  readonly officeHint?: string | null;
}

/** Validates reference codes, and returns names of places. */
export abstract class CityDirectory {
  /** @throws DomainError invalid `reference.unknown` */
  abstract requireKnown(codes: CityCodes): Promise<void>;
  /** The place of issue on a receipt: the name of the counter, or the channel if there is none. */
  abstract placeOf(received: { readonly counter: string | null; readonly channel: string }): Promise<string>;
}

/** The city: its name, time zone and service contacts. */
export abstract class Tenant {
  abstract readonly name: string;
  /** Prefix of tickets, such as `BJM`. */
  abstract readonly ticketPrefix: string;
  abstract readonly zone: ZoneOffset;
  /** Contact data of the complaint service. */
  abstract readonly service: { readonly site: string; readonly address: string; readonly phone: string };
  /** The area of the city; null if not configured. */
  abstract readonly bounds: Bounds | null;
  /** The year of an instant in the tenant's time zone. */
  abstract yearOf(instant: Date): number;
}

/** Reads the targets of all escalations of a complaint. */
export abstract class EscalationTargets {
  abstract of(complaintId: string): Promise<readonly EscalationTarget[]>;
}

/** Looks up external references of complaints. */
export abstract class ExternalReferences {
  /** Whether a complaint other than `exceptOf` has one of these references. */
  abstract areKnown(
    references: readonly { readonly system: string; readonly id: string }[],
    exceptOf: string,
  ): Promise<boolean>;
}

/** Reads the original texts of a complaint from its lodging. */
export abstract class LodgedTexts {
  /** Includes the language of messages to the citizen. */
  abstract of(complaintId: string): Promise<{
    readonly subject: string | null;
    readonly description: string | null;
    readonly requestedSettlement: string | null;
    readonly receivedBy: string | null;
    readonly language: Language;
  }>;
}

/** Builds the citizen's view of the complaint in the ambient transaction. */
export abstract class TrackingPresenter {
  abstract tracked(complaintId: string, language: Language): Promise<Tracking>;
}
