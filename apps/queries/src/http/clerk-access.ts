import { Injectable } from '@nestjs/common';
import type { ComplaintAnswer } from '@tuntas/complaint/view';
import { DomainError, hasRole, type Actor } from '@tuntas/kernel';
import { FailedAttempts } from '@tuntas/platform';
import { ComplaintDetail } from '../storage/complaint-detail.js';
import { AccessCodes } from '../storage/access-codes.js';

/**
 * Lets counter clerks read any complaint with the access code that the citizen shows. Failed attempts are limited as in
 * tracking.
 */
@Injectable()
export class ClerkAccess {
  constructor(
    private readonly detail: ComplaintDetail,
    private readonly codes: AccessCodes,
    private readonly failed: FailedAttempts,
  ) {}

  /**
   * Returns a complaint within the reader's reach, or opened by the code.
   * @param code access code; ignored unless the reader is a counter clerk
   * @param address client address, for the limit of failed attempts
   * @throws DomainError not-found `complaint.unknown`, both without a code and with a wrong code; Refusal 429 after too
   *   many wrong codes
   */
  read(reader: Actor, id: string, code: string | undefined, address: string): Promise<ComplaintAnswer> {
    const clerkCode = hasRole(reader, 'counter_clerk') ? code : undefined;
    return this.failed.attempt(id, address, clerkCode, () => this.detail.read(reader, id, clerkCode ?? null));
  }

  /**
   * Returns the id of the complaint that a code opens in a list filtered by exactly one ticket; null if there is none.
   * @throws Refusal 429 after too many wrong codes
   */
  async openedByTicket(
    reader: Actor,
    tickets: readonly string[] | undefined,
    code: string | undefined,
    address: string,
  ): Promise<string | null> {
    const [ticket, ...others] = tickets ?? [];
    if (!hasRole(reader, 'counter_clerk') || code === undefined || ticket === undefined || others.length > 0)
      return null;
    const notFound = new DomainError('not-found', 'complaint.unknown', 'wrong ticket or access code');
    try {
      return await this.failed.attempt(ticket, address, code, async () => {
        const id = await this.codes.complaintOf(ticket, code);
        if (id === null) throw notFound;
        return id;
      });
    } catch (error) {
      if (error === notFound) return null;
      throw error;
    }
  }
}
