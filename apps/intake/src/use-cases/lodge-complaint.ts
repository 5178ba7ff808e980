import { Injectable } from '@nestjs/common';
import type { Channel, Classification, Maladministration, VulnerableGroup } from '@tuntas/contracts';
import { ComplaintStore, lodge, refsOf, ComplaintPresenter, Texts, ticketOf, type Complaint } from '@tuntas/complaint';
import { Ids, type HttpResponse } from '@tuntas/kernel';
import type { Identity, Person } from '../domain/identity.js';
import { channelFor } from '../domain/reachable.js';
import { warningsOf, type LodgingWarning } from '../domain/lodging-warnings.js';
import { receiptOf, type FirstReceipt, type Receipt } from '../domain/receipt.js';
import type { Language } from '../domain/sentence.js';
import { AccessCodes, CityDirectory, ExternalReferences, Tenant, Vault, type CitizenActRequest } from './ports.js';
import { ReceiptStanding, type StandingOnReceipt } from './receipt-standing.js';

export { lodgingWarnings } from '../domain/lodging-warnings.js';

export interface LodgeCommand {
  readonly channel: Channel;
  readonly counter: string | null;
  readonly classification: Classification | null;
  readonly category: string | null;
  readonly subject: string;
  readonly description: string;
  readonly requestedSettlement: string | null;
  readonly incidentAt: Date | null;
  readonly location: {
    readonly regionCode: string | null;
    readonly latitude: number | null;
    readonly longitude: number | null;
    readonly address: string | null;
  } | null;
  readonly complainant: Person | null;
  readonly representative: Person | null;
  readonly isAnonymous: boolean;
  readonly isConfidential: boolean;
  readonly vulnerableGroups: readonly VulnerableGroup[];
  readonly allegedMaladministration: readonly Maladministration[];
  readonly consentToOmbudsman: boolean;
  readonly officeHint: string | null;
  readonly externalReferences: readonly { readonly system: string; readonly id: string }[];
  /** In which the citizen is told what happens. */
  readonly language: Language;
  /** Who received it, as the receipt names them. */
  readonly receivedBy: string;
}

/** What a lodging is answered with, and the receipt as a page where one is asked for, and was the first time. */
export interface Lodged {
  readonly sent: HttpResponse;
  readonly page: { readonly receipt: FirstReceipt; readonly language: Language } | null;
}
/** What is kept of a page, so that a repetition prints the same. */
interface KeptPage {
  readonly standing: StandingOnReceipt;
  readonly language: Language;
}

/** Takes a complaint in: complaint, texts, identity, answer and events in one durable transaction, then the receipt. */
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
    private readonly standing: ReceiptStanding,
    private readonly references: ExternalReferences,
  ) {}

  /** @param asPage whether the receipt is wanted as a page too */
  async execute(command: LodgeCommand, request: CitizenActRequest, asPage: boolean): Promise<Lodged> {
    const regionCode = command.location?.regionCode ?? null;
    await this.city.demandKnown({ ...command, regionCode });
    const place = await this.city.placeOf(command);
    const texts = this.sealed(command);
    // For the receipt alone: the event names who lodged by reference.
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
            id,
            ticket: ticketOf(this.tenant.ticketPrefix, this.tenant.yearOf(now), ticketNumber),
            complainantRef,
            regionCode,
            channel: command.channel,
            counter: command.counter,
            classification: command.classification,
            category: command.category,
            location: placed(command.location),
            vulnerableGroups: command.vulnerableGroups,
            isAnonymous: command.isAnonymous,
            isConfidential: command.isConfidential,
            consentToOmbudsman: command.consentToOmbudsman,
            allegedMaladministration: command.allegedMaladministration,
            incidentAt: command.incidentAt,
            officeHint: command.officeHint,
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
    return this.completed(sent, command, issued, asPage);
  }

  private sealed(command: LodgeCommand) {
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
    const { language } = command; // the citizen's, not that of whoever types
    const page: KeptPage | null = asPage
      ? { standing: await this.standing.of(complaint, command.subject, language), language }
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
   * Neither name nor code is kept with the answer. The name is what the request says, a repetition says the same; the
   * code is derived, for the first answer as for every repetition.
   */
  private async completed(
    sent: HttpResponse,
    { complainant, isAnonymous, requestedSettlement }: LodgeCommand,
    issued: string,
    asPage: boolean,
  ): Promise<Lodged> {
    const { page, ...body } = JSON.parse(sent.body) as {
      readonly id: string;
      readonly receipt: Receipt;
      readonly page?: KeptPage;
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

const placed = (location: LodgeCommand['location']): Complaint['location'] =>
  location?.latitude == null || location.longitude == null
    ? null
    : { latitude: location.latitude, longitude: location.longitude };
