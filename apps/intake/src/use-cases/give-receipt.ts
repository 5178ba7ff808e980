import { Injectable } from '@nestjs/common';
import { Deciding, disclose, refsOf, Texts, type Complaint } from '@tuntas/complaint';
import { demandReceiptReader, receiptOf, type FullReceipt } from '../domain/receipt.js';
import type { Language } from '../domain/sentence.js';
import { AccessCodes, CityDirectory, LodgedTexts, Vault, type Asked } from './ports.js';
import { ReceiptStanding } from './receipt-standing.js';

const reason = 'receipt';

/** Gives the receipt again. It bears a name, so that is a disclosure, written down like any other; an anonymous one names nobody. */
@Injectable()
export class GiveReceipt {
  constructor(
    private readonly deciding: Deciding, private readonly texts: Texts, private readonly vault: Vault, private readonly codes: AccessCodes,
    private readonly lodged: LodgedTexts, private readonly city: CityDirectory, private readonly standing: ReceiptStanding) {}

  async execute(complaintId: string, code: string | null, asked: Asked): Promise<FullReceipt> {
    const { by, cause, language, retry } = asked;
    const texts = this.texts.seal({ 'disclosure.reason': reason });
    const reaches = async (): Promise<boolean> => by.role === 'counter_clerk' && code !== null && this.codes.fits(complaintId, code);
    const { body } = await this.deciding.act(complaintId, { by, cause, texts, reaches, retry: { ...retry, key: null } },
      (complaint, now) => {
        demandReceiptReader(by, complaint);
        return complaint.isAnonymous ? { state: complaint, events: [] } : disclose(complaint, by, { texts: refsOf(texts) }, now);
      },
      async complaint => ({ body: await this.receipt(complaint, language) }));
    return JSON.parse(body) as FullReceipt;
  }

  private async receipt(complaint: Complaint, language: Language): Promise<FullReceipt> {
    const { subject, description, receivedBy } = await this.lodged.of(complaint.id);
    const receipt = receiptOf(complaint, {
      receivedBy: receivedBy ?? complaint.lodgedBy.role, place: await this.city.placeOf(complaint),
      complainant: await this.nameOf(complaint), description: description ?? '',
    });
    return { ...receipt, ...await this.standing.of(complaint, subject ?? '', language) };
  }

  private async nameOf({ isAnonymous, complainantRef }: Complaint): Promise<string | null> {
    const identity = isAnonymous || complainantRef === null ? null : await this.vault.open(complainantRef);
    return identity?.complainant.name ?? null;
  }
}
