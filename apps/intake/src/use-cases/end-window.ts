import { Injectable } from '@nestjs/common';
import type { Cause, ClockName } from '@tuntas/contracts';
import {
  closeBySilence,
  ComplaintStore,
  lapseAnswer,
  lapseCompletion,
  lapseReopening,
  type Lapse,
  type TimerAct,
} from '@tuntas/complaint';
import { systemActor } from '@tuntas/kernel';

/** The timer act for each lapsed clock of a citizen. */
const decisions: Partial<Record<ClockName, TimerAct>> = {
  completion: lapseCompletion,
  complainant_answer: lapseAnswer,
  complainant_reply: closeBySilence,
  reopening: lapseReopening,
};

/**
 * Closes a window of the citizen after its clock has lapsed. An act of the citizen that commits before this decision
 * takes precedence.
 */
@Injectable()
export class EndWindow {
  constructor(private readonly store: ComplaintStore) {}

  async execute(complaintId: string, lapse: Lapse, cause: Cause): Promise<void> {
    const decision = decisions[lapse.clock.name];
    if (!decision) return;
    const by = systemActor(`timer:${lapse.clock.name}`);
    await this.store.decide(complaintId, { by, cause }, (complaint, now) => decision(complaint, by, lapse, now));
  }
}
