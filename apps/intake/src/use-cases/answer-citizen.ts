import { Injectable } from '@nestjs/common';
import { ComplaintPresenter, type Complaint } from '@tuntas/complaint';
import type { HttpResult } from '@tuntas/kernel';
import { TrackingPresenter, type CitizenActRequest } from './ports.js';

/** Builds the response of a citizen's act: the tracking page, or the complaint if a clerk acted on their behalf. */
@Injectable()
export class AnswerCitizen {
  constructor(
    private readonly tracking: TrackingPresenter,
    private readonly presenter: ComplaintPresenter,
  ) {}

  async execute(complaint: Complaint, { by, language }: CitizenActRequest): Promise<HttpResult> {
    if (by.role !== 'citizen') return this.presenter.acted(complaint, by);
    return { body: await this.tracking.tracked(complaint.id, language) };
  }
}
