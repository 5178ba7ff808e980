import { Injectable } from '@nestjs/common';
import type { Complaint } from '@tuntas/complaint';
import { instantInWords } from '@tuntas/kernel';
import type { FullReceipt, Receipt } from '../domain/receipt.js';
import type { Language } from '../domain/sentence.js';
import { Tenant, TrackingPresenter } from './ports.js';

export type StandingOnReceipt = Omit<FullReceipt, keyof Receipt | 'requestedSettlement' | 'address'>;

/**
 * How things stand, as a receipt says it on the day it is given: what happens next and by when, and where to turn to.
 */
@Injectable()
export class ReceiptStanding {
  constructor(
    private readonly tenant: Tenant,
    private readonly tracking: TrackingPresenter,
  ) {}

  async of({ id, lodgedAt }: Complaint, subject: string, language: Language): Promise<StandingOnReceipt> {
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
