import { Injectable } from '@nestjs/common';
import type { Actor } from '@tuntas/kernel';
import { ComplaintStore, disclose, refsOf, Texts, type Complaint } from '@tuntas/complaint';
import type { Person } from '../domain/identity.js';
import { demandReceiptReader, receiptOf, type FullReceipt } from '../domain/receipt.js';
import type { Language } from '../domain/sentence.js';
import { AccessCodes, CityDirectory, DisclosureLimit, LodgedTexts, Vault, type CitizenActRequest } from './ports.js';
import { ReceiptStanding } from './receipt-standing.js';

const reason = 'receipt';

export interface GivenReceipt {
  readonly receipt: FullReceipt;
  readonly language: Language;
}

/** A channel gives its own receipts to its own users, many an hour, and knows their names. */
const isOfOwnClient = (by: Actor, { lodgedBy }: Complaint): boolean =>
  by.role === 'integrator' && lodgedBy.ref === by.ref;

/**
 * Gives the receipt again. It bears a name, so that is a disclosure, written down like any other; an anonymous one
 * names nobody.
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
    private readonly standing: ReceiptStanding,
    private readonly limit: DisclosureLimit,
  ) {}

  /**
   * @param asPage whether it is printed for the citizen: then it speaks their language, and not that of whoever asks
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
      by.role === 'counter_clerk' && code !== null && this.codes.fits(complaintId, code);
    const { body } = await this.store.act(
      complaintId,
      { by, cause, texts, reaches, retry: { ...retry, key: null } },
      (complaint, now) => {
        demandReceiptReader(by, complaint);
        return complaint.isAnonymous
          ? { state: complaint, events: [] }
          : disclose(complaint, by, { texts: refsOf(texts) }, now);
      },
      async complaint => {
        if (!complaint.isAnonymous && !isOfOwnClient(by, complaint)) await this.limit.count(by);
        return { body: await this.receipt(complaint, asPage ? null : language) };
      },
    );
    return JSON.parse(body) as GivenReceipt;
  }

  private async receipt(complaint: Complaint, inLanguage: Language | null): Promise<GivenReceipt> {
    const {
      subject,
      description,
      requestedSettlement,
      receivedBy,
      language: citizens,
    } = await this.lodged.of(complaint.id);
    const language = inLanguage ?? citizens;
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
        ...(await this.standing.of(complaint, subject ?? '', language)),
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
