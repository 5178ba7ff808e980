import { Injectable } from '@nestjs/common';
import { confirm, Deciding, refsOf, Texts, withdraw, type ActRequest, type Sent } from '@tuntas/complaint';
import type { Retriable } from '@tuntas/kernel';
import { TrackingShowing } from './ports.js';

/** An act of the citizen whose ticket and code have been checked. */
export interface CitizenRequest extends ActRequest {
  readonly retry: Retriable;
  readonly language: 'id' | 'en';
}

/** The citizen agrees with the decision, or says that they were heard. */
@Injectable()
export class ConfirmResolution {
  constructor(private readonly deciding: Deciding, private readonly tracking: TrackingShowing) {}

  execute(complaintId: string, command: { heard: boolean; rating: { attitude: number; attention: number; action: number } | null }, request: CitizenRequest): Promise<Sent> {
    return this.deciding.act(complaintId, request,
      (complaint, now) => confirm(complaint, request.by, { ...command, texts: [] }, now),
      async () => ({ status: 200, body: await this.tracking.tracked(complaintId, request.language) }));
  }
}

/** The citizen takes the complaint back. */
@Injectable()
export class WithdrawComplaint {
  constructor(private readonly deciding: Deciding, private readonly texts: Texts, private readonly tracking: TrackingShowing) {}

  execute(complaintId: string, command: { reason: string }, request: CitizenRequest): Promise<Sent> {
    const texts = this.texts.seal({ 'withdrawal.reason': command.reason });
    return this.deciding.act(complaintId, { ...request, texts },
      (complaint, now) => withdraw(complaint, request.by, { texts: refsOf(texts) }, now),
      async () => ({ status: 200, body: await this.tracking.tracked(complaintId, request.language) }));
  }
}
