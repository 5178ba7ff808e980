import { Injectable } from '@nestjs/common';
import { complete, ComplaintStore, refsOf, Texts, type Complaint, type CompletedFields } from '@tuntas/complaint';
import { Ids, type HttpResponse } from '@tuntas/kernel';
import { amended, type IdentityDetails } from '../domain/identity.js';
import { channelFor } from '../domain/reachable.js';
import { AnswerCitizen } from './answer-citizen.js';
import { CityDirectory, Vault, type CitizenActRequest } from './ports.js';

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

/**
 * Completes a complaint: stores texts with its texts, identity data in the vault, and other fields in the complaint.
 */
@Injectable()
export class CompleteComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly ids: Ids,
    private readonly vault: Vault,
    private readonly city: CityDirectory,
    private readonly answering: AnswerCitizen,
  ) {}

  async execute(
    complaintId: string,
    { description, fields, note }: Completing,
    request: CitizenActRequest,
  ): Promise<HttpResponse> {
    await this.city.requireKnown(
      { category: fields?.category ?? null, regionCode: fields?.location?.regionCode ?? null },
      '/fields',
    );
    const texts = this.texts.seal({
      description,
      subject: fields?.subject,
      requestedSettlement: fields?.requestedSettlement,
      address: fields?.location?.address,
      'completion.note': note,
    });
    const hasIdentity = fields !== null && (fields.complainant !== null || fields.representative !== null);
    const complainantRef = this.ids.next();
    return this.store.act(
      complaintId,
      { ...request, texts },
      (complaint, now) =>
        complete(
          complaint,
          request.by,
          {
            filled: {
              ...(fields && filledOf(fields)),
              ...(hasIdentity && { complainantRef: complaint.complainantRef ?? complainantRef }),
            },
            texts: refsOf(texts),
            documentSeen: request.documentSeen,
          },
          now,
        ),
      async complaint => {
        if (hasIdentity) await this.amendIdentity(complaint, fields);
        return this.answering.execute(complaint, request);
      },
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
