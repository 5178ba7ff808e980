import { Injectable } from '@nestjs/common';
import { Showing, type Complaint } from '@tuntas/complaint';
import type { Reply } from '@tuntas/kernel';
import { TrackingShowing, type Asked } from './ports.js';

/** The answer to an act of the citizen: their own page, or to a clerk who acted for them the complaint. */
@Injectable()
export class AnswerCitizen {
  constructor(
    private readonly tracking: TrackingShowing,
    private readonly showing: Showing,
  ) {}

  async execute(complaint: Complaint, { by, language }: Asked): Promise<Reply> {
    if (by.role !== 'citizen') return this.showing.acted(complaint, by);
    return { body: await this.tracking.tracked(complaint.id, language) };
  }
}
