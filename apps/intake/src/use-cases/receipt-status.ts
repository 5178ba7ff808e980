import { Injectable } from '@nestjs/common';
import type { Complaint } from '@tuntas/complaint';
import { instantInWords } from '@tuntas/kernel';
import type { FullReceipt, Receipt } from '../domain/receipt.js';
import type { Language } from '../domain/sentence.js';
import { Tenant, TrackingPresenter } from './ports.js';

export type StatusOnReceipt = Omit<FullReceipt, keyof Receipt | 'requestedSettlement' | 'address'>;

/**
 * The status of the complaint on a receipt at the time of issue: the next step, its deadline, and the remedies.
 */
@Injectable()
export class ReceiptStatus {
  constructor(
    private readonly tenant: Tenant,
    private readonly tracking: TrackingPresenter,
  ) {}

  async of({ id, lodgedAt }: Complaint, subject: string, language: Language): Promise<StatusOnReceipt> {
    const { explanation, until, untilInWords, remedies } = await this.tracking.tracked(id, language);
    return {
      city: this.tenant.name,
      subject,
      issuedAtInWords: instantInWords(lodgedAt, this.tenant.zone, language),
      explanation,
      until,
      untilInWords,
      remedies,
    };
  }
}
