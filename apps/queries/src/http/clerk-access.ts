import { Injectable } from '@nestjs/common';
import type { ComplaintAnswer } from '@tuntas/complaint/view';
import { DomainError, holds, type Actor } from '@tuntas/kernel';
import { FailedAttempts } from '@tuntas/service';
import { ComplaintDetail } from '../storage/complaint-detail.js';
import { ShownCodes } from '../storage/shown-codes.js';

/**
 * Lets clerks read any complaint whose access code the citizen shows them; whoever guesses is slowed as in tracking.
 */
@Injectable()
export class ShownCodeDoor {
  constructor(
    private readonly detail: ComplaintDetail,
    private readonly codes: ShownCodes,
    private readonly failed: FailedAttempts,
  ) {}

  /**
   * @throws DomainError not-found `complaint.unknown`, the same without a code and with a wrong one; Refusal 429 after
   *   too many wrong ones
   */
  show(reader: Actor, id: string, code: string | undefined, address: string): Promise<ComplaintAnswer> {
    const shown = holds(reader, 'counter_clerk') ? code : undefined;
    return this.failed.heard(id, address, shown, () => this.detail.show(reader, id, shown ?? null));
  }

  /**
   * The one complaint that a list by ticket holds beyond the clerk's reach; null: none.
   * @throws Refusal 429 after too many wrong codes
   */
  async found(
    reader: Actor,
    tickets: readonly string[] | undefined,
    code: string | undefined,
    address: string,
  ): Promise<string | null> {
    const [ticket, ...others] = tickets ?? [];
    if (!holds(reader, 'counter_clerk') || code === undefined || ticket === undefined || others.length > 0) return null;
    const nothing = new DomainError('not-found', 'complaint.unknown', 'wrong ticket or access code');
    try {
      return await this.failed.heard(ticket, address, code, async () => {
        const id = await this.codes.open(ticket, code);
        if (id === null) throw nothing;
        return id;
      });
    } catch (error) {
      if (error === nothing) return null;
      throw error;
    }
  }
}
