import { Injectable } from '@nestjs/common';
import { ComplaintStore, type Complaint, type CompletedFields } from '@tuntas/complaint';
import { complaintActs } from '@tuntas/complaint/acts';
import { Ids, type HttpResponse } from '@tuntas/kernel';
import { amended, type IdentityDetails } from '../domain/identity.js';
import { channelFor } from '../domain/reachable.js';
import { CitizenActs } from './citizen-acts.js';
import { Vault, type CitizenActRequest } from './ports.js';

/** The completed fields of the lodging; null leaves a field unchanged. */
export interface MissingFields extends IdentityDetails {
  readonly subject: string | null;
  readonly category: string | null;
  readonly requestedSettlement: string | null;
  readonly incidentAt: Date | null;
  readonly location: {
    readonly regionCode: string | null;
    readonly latitude: number | null;
    readonly longitude: number | null;
    readonly address: string | null;
  } | null;
}
export interface Completing {
  readonly description: string | null;
  readonly fields: MissingFields | null;
  readonly note: string;
}

/** Completes a complaint: identity data are stored in the vault, texts and other fields with the complaint. */
@Injectable()
export class CompleteComplaint {
  constructor(
    private readonly acts: CitizenActs,
    private readonly store: ComplaintStore,
    private readonly ids: Ids,
    private readonly vault: Vault,
  ) {}

  execute(complaintId: string, completing: Completing, request: CitizenActRequest): Promise<HttpResponse> {
    const { fields } = completing;
    const identity = fields && (fields.complainant ?? fields.representative) ? fields : null;
    const filled = { ...(fields && filledOf(fields)), ...(identity && { complainantRef: this.ids.next() }) };
    return this.acts.execute(
      complaintActs.complete,
      complaintId,
      { ...completing, filled },
      request,
      identity ? complaint => this.amendIdentity(complaint, identity) : undefined,
    );
  }

  private async amendIdentity({ id, complainantRef, isAnonymous }: Complaint, details: IdentityDetails): Promise<void> {
    const identity = amended(await this.vault.decrypt(complainantRef!), details);
    await this.vault.store(complainantRef!, identity, isAnonymous);
    await this.store.changeMessageChannel(id, channelFor(identity));
  }
}

/** The fields for the complaint. A location requires both coordinates. */
const filledOf = ({ category, incidentAt, location }: MissingFields): CompletedFields => ({
  ...(category !== null && { category }),
  ...(incidentAt && { incidentAt }),
  ...(location?.regionCode != null && { regionCode: location.regionCode }),
  ...(location?.latitude != null &&
    location.longitude != null && { location: { latitude: location.latitude, longitude: location.longitude } }),
});
