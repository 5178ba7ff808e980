import { Injectable } from '@nestjs/common';
import type { LodgingWarning } from '@tuntas/contracts';
import {
  ComplaintStore,
  lodge,
  refsOf,
  ComplaintPresenter,
  Texts,
  ticketOf,
  type Complaint,
  type Lodging,
} from '@tuntas/complaint';
import { Ids, type HttpResponse } from '@tuntas/kernel';
import type { Identity, Person } from '../domain/identity.js';
import { channelFor } from '../domain/reachable.js';
import { warningsOf } from '../domain/lodging-warnings.js';
import { receiptOf, type FirstReceipt, type Receipt } from '../domain/receipt.js';
import type { Language } from '../domain/sentence.js';
import { AccessCodes, CityDirectory, ExternalReferences, Tenant, Vault, type CitizenActRequest } from './ports.js';
import { ReceiptStatus, type StatusOnReceipt } from './receipt-status.js';

export interface LodgeCommand extends Omit<
  Lodging,
  'id' | 'ticket' | 'complainantRef' | 'regionCode' | 'location' | 'texts'
> {
  readonly subject: string;
  readonly description: string;
  readonly requestedSettlement: string | null;
  readonly location: {
    readonly regionCode: string | null;
    readonly latitude: number | null;
    readonly longitude: number | null;
    readonly address: string | null;
  } | null;
  readonly complainant: Person | null;
  readonly representative: Person | null;
  readonly externalReferences: readonly { readonly system: string; readonly id: string }[];
  /** The language of messages to the citizen. */
  readonly language: Language;
  /** The name of the receiving officer on the receipt. */
  readonly receivedBy: string;
}

/** The response of a lodging, and the printable receipt if this and the original request asked for it. */
export interface Lodged {
  readonly sent: HttpResponse;
  readonly page: { readonly receipt: FirstReceipt; readonly language: Language } | null;
}
/** The stored data of a printable receipt, so that a repeated request prints the same page. */
interface StoredPage {
  readonly standing: StatusOnReceipt;
  readonly language: Language;
}

/** Lodges a complaint: stores complaint, texts, identity, response and events in one transaction. */
@Injectable()
export class LodgeComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly ids: Ids,
    private readonly vault: Vault,
    private readonly codes: AccessCodes,
    private readonly city: CityDirectory,
    private readonly tenant: Tenant,
    private readonly presenter: ComplaintPresenter,
    private readonly receiptStatus: ReceiptStatus,
    private readonly references: ExternalReferences,
  ) {}

  /** @param asPage whether to return the receipt also as a printable page */
  async execute(command: LodgeCommand, request: CitizenActRequest, asPage: boolean): Promise<Lodged> {
    const regionCode = command.location?.regionCode ?? null;
    await this.city.requireKnown({ ...command, regionCode });
    const place = await this.city.placeOf(command);
    const texts = this.sealTexts(command);
    // Only for the receipt: the event contains a reference to the actor.
    const receivedBy = this.texts.seal({ receivedBy: command.receivedBy });
    const id = this.ids.next();
    const identity: Identity | null =
      command.complainant === null
        ? null
        : { complainant: command.complainant, representative: command.representative };
    const complainantRef = identity === null ? null : this.ids.next();

    let issued = '';
    const sent = await this.store.lodge(
      {
        ...request,
        texts: [...texts, ...receivedBy],
        notification: { language: command.language, channel: channelFor(identity) },
      },
      (ticketNumber, now) =>
        lodge(
          {
            ...factsOf(command),
            id,
            ticket: ticketOf(this.tenant.ticketPrefix, this.tenant.yearOf(now), ticketNumber),
            complainantRef,
            regionCode,
            location: coordinatesOf(command.location),
            texts: refsOf(texts),
          },
          request.by,
          now,
        ),
      async () => {
        if (identity !== null) await this.vault.store(complainantRef!, identity, command.isAnonymous);
        issued = await this.codes.issue(id);
      },
      async complaint => this.reply(complaint, command, place, request, asPage),
    );
    return this.withReceipt(sent, command, issued, asPage);
  }

  private sealTexts(command: LodgeCommand) {
    const { subject, description, requestedSettlement } = command;
    return [
      ...this.texts.seal({ subject, description, requestedSettlement, address: command.location?.address }),
      ...command.externalReferences.flatMap(({ system, id }) =>
        this.texts
          .seal({ externalReference: `${system}:${id}` })
          .map(text => ({ ...text, splitAt: [...system].length })),
      ),
    ];
  }

  private async reply(
    complaint: Complaint,
    command: LodgeCommand,
    place: string,
    request: CitizenActRequest,
    asPage: boolean,
  ) {
    const shown = await this.presenter.acted(complaint, request.by);
    const receipt = receiptOf(complaint, {
      receivedBy: command.receivedBy,
      place,
      complainant: null,
      description: command.description,
    });
    const { language } = command; // the citizen's language, not that of the clerk
    const page: StoredPage | null = asPage
      ? { standing: await this.receiptStatus.of(complaint, command.subject, language), language }
      : null;
    return {
      status: 201,
      headers: { ...shown.headers, location: `/v1/complaints/${complaint.id}` },
      body: {
        ...(shown.body as object),
        warnings: await this.warnings(complaint, command),
        receipt,
        ...(page && { page }),
      },
    };
  }

  private async warnings(
    complaint: Complaint,
    { externalReferences }: LodgeCommand,
  ): Promise<readonly LodgingWarning[]> {
    const isRepeated =
      externalReferences.length > 0 && (await this.references.areKnown(externalReferences, complaint.id));
    return warningsOf(complaint, this.tenant.bounds, isRepeated);
  }

  /**
   * Adds name and access code, which are not part of the stored response. The name comes from the request, which is the
   * same in a repetition; the code is derived again.
   */
  private async withReceipt(
    sent: HttpResponse,
    { complainant, isAnonymous, requestedSettlement }: LodgeCommand,
    issued: string,
    asPage: boolean,
  ): Promise<Lodged> {
    const { page, ...body } = JSON.parse(sent.body) as {
      readonly id: string;
      readonly receipt: Receipt;
      readonly page?: StoredPage;
    };
    const name = isAnonymous ? null : (complainant?.name ?? null);
    const receipt = {
      ...body.receipt,
      complainant: name,
      accessCode: sent.replayed ? await this.codes.codeOf(body.id) : issued,
    };
    return {
      sent: { ...sent, body: JSON.stringify({ ...body, receipt }) },
      page:
        page === undefined || !asPage
          ? null
          : {
              receipt: {
                ...receipt,
                ...page.standing,
                requestedSettlement,
                address: isAnonymous ? null : (complainant?.address ?? null),
              },
              language: page.language,
            },
    };
  }
}

const coordinatesOf = (location: LodgeCommand['location']): Complaint['location'] =>
  location?.latitude == null || location.longitude == null
    ? null
    : { latitude: location.latitude, longitude: location.longitude };

/** The fields of the complaint, without texts, identity and what only the receipt needs. */
const factsOf = ({
  subject: _subject,
  description: _description,
  requestedSettlement: _requestedSettlement,
  location: _location,
  complainant: _complainant,
  representative: _representative,
  externalReferences: _externalReferences,
  language: _language,
  receivedBy: _receivedBy,
  ...facts
}: LodgeCommand) => facts;
