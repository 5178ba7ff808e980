import { Injectable } from '@nestjs/common';
import type { Cause, ClockName } from '@tuntas/contracts';
import { ComplaintStore, decide, type Lapse } from '@tuntas/complaint';
import { complaintActs } from '@tuntas/complaint/acts';
import { systemActor } from '@tuntas/kernel';

type AnyAct = (typeof complaintActs)[keyof typeof complaintActs];
type LapseAct = Extract<AnyAct, { readonly clock: ClockName }>;

/** The acts of timers, each for the clock of one window of the citizen. */
const lapses = Object.values(complaintActs).filter((act): act is LapseAct => 'clock' in act);

/**
 * Closes a window of the citizen after its clock has lapsed. An act of the citizen that commits before this decision
 * takes precedence.
 */
@Injectable()
export class EndWindow {
  constructor(private readonly store: ComplaintStore) {}

  async execute(complaintId: string, lapse: Lapse, cause: Cause): Promise<void> {
    const act = lapses.find(({ clock }) => clock === lapse.clock.name);
    if (!act) return;
    const by = systemActor(`timer:${lapse.clock.name}`);
    await this.store.decide(complaintId, { by, cause }, (complaint, now) =>
      decide(act, complaint, by, { ...lapse, texts: [] }, now),
    );
  }
}
