import { Injectable } from '@nestjs/common';
import { ComplaintPresenter, type Complaint, type PerformableAct } from '@tuntas/complaint';
import { PerformAct } from '@tuntas/complaint/use-cases';
import type { HttpResponse, HttpResult } from '@tuntas/kernel';
import { TrackingPresenter, type CitizenActRequest } from './ports.js';

/**
 * The acts of the citizen, for both endpoints: tracking, and acts of a clerk on behalf of a citizen at a counter. The
 * response is the tracking page, or the complaint if a clerk acted.
 */
@Injectable()
export class CitizenActs {
  constructor(
    private readonly acts: PerformAct,
    private readonly tracking: TrackingPresenter,
    private readonly presenter: ComplaintPresenter,
  ) {}

  /** @param alongside writes further data in the transaction of the act */
  execute<Command extends object, Body>(
    act: PerformableAct<Command, Body>,
    complaintId: string,
    body: Command & Body,
    request: CitizenActRequest,
    alongside?: (complaint: Complaint) => Promise<void>,
  ): Promise<HttpResponse> {
    return this.acts.execute(act, complaintId, body, request, async complaint => {
      await alongside?.(complaint);
      return this.reply(complaint, request);
    });
  }

  private async reply(complaint: Complaint, { by, language }: CitizenActRequest): Promise<HttpResult> {
    if (by.role !== 'citizen') return this.presenter.acted(complaint, by);
    return { body: await this.tracking.tracked(complaint.id, language) };
  }
}
