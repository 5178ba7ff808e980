import { Injectable } from '@nestjs/common';
import type { Actor } from '@tuntas/kernel';
import { ComplaintStore, decide, refsOf, Texts, unchanged, type Complaint } from '@tuntas/complaint';
import { complaintActs } from '@tuntas/complaint/acts';
import type { Person } from '../domain/identity.js';
import { requireReceiptReader, receiptOf, type FullReceipt } from '../domain/receipt.js';
import type { Language } from '../domain/sentence.js';
import { AccessCodes, CityDirectory, DisclosureLimit, LodgedTexts, Vault, type CitizenActRequest } from './ports.js';
import { ReceiptStatus } from './receipt-status.js';

const reason = 'receipt';

export interface GivenReceipt {
  readonly receipt: FullReceipt;
  readonly language: Language;
}

/** An integrator reads many receipts of its own users per hour and already has their names, so no limit applies. */
const isOfOwnClient = (by: Actor, { lodgedBy }: Complaint): boolean =>
  by.role === 'integrator' && lodgedBy.ref === by.ref;

/**
 * Reissues the receipt. It contains the complainant's name, so it is recorded as a disclosure. The receipt of an
 * anonymous complaint contains no name and is not recorded.
 */
@Injectable()
export class GiveReceipt {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly vault: Vault,
    private readonly codes: AccessCodes,
    private readonly lodged: LodgedTexts,
    private readonly city: CityDirectory,
    private readonly receiptStatus: ReceiptStatus,
    private readonly limit: DisclosureLimit,
  ) {}

  /**
   * @param asPage whether it is a page for the citizen: then it is in the citizen's language, not in the caller's
   */
  async execute(
    complaintId: string,
    code: string | null,
    request: CitizenActRequest,
    asPage: boolean,
  ): Promise<GivenReceipt> {
    const { by, cause, language, retry } = request;
    const texts = this.texts.seal({ 'disclosure.reason': reason });
    const reaches = async (): Promise<boolean> =>
      by.role === 'counter_clerk' && code !== null && this.codes.matches(complaintId, code);
    const { body } = await this.store.act(
      complaintId,
      { by, cause, texts, alsoReachableIf: reaches, retry: { ...retry, key: null } },
      (complaint, now) => {
        requireReceiptReader(by, complaint);
        return complaint.isAnonymous
          ? unchanged(complaint)
          : decide(complaintActs.disclose, complaint, by, { texts: refsOf(texts) }, now);
      },
      async complaint => {
        if (!complaint.isAnonymous && !isOfOwnClient(by, complaint)) await this.limit.count(by);
        return { body: await this.receipt(complaint, asPage ? null : language) };
      },
    );
    return JSON.parse(body) as GivenReceipt;
  }

  private async receipt(complaint: Complaint, requestedLanguage: Language | null): Promise<GivenReceipt> {
    const {
      subject,
      description,
      requestedSettlement,
      receivedBy,
      language: citizenLanguage,
    } = await this.lodged.of(complaint.id);
    const language = requestedLanguage ?? citizenLanguage;
    const person = await this.personOf(complaint);
    const receipt = receiptOf(complaint, {
      receivedBy: receivedBy ?? complaint.lodgedBy.role,
      place: await this.city.placeOf(complaint),
      complainant: person?.name ?? null,
      description: description ?? '',
    });
    return {
      receipt: {
        ...receipt,
        ...(await this.receiptStatus.of(complaint, subject ?? '', language)),
        requestedSettlement,
        address: person?.address ?? null,
      },
      language,
    };
  }

  private async personOf({ isAnonymous, complainantRef }: Complaint): Promise<Person | null> {
    const identity = isAnonymous || complainantRef === null ? null : await this.vault.decrypt(complainantRef);
    return identity?.complainant ?? null;
  }
}
