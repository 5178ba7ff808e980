import { Injectable } from '@nestjs/common';
import { refsOf, Texts, type ActRequest } from '@tuntas/complaint';
import { Ids, type IdempotentRequest, type HttpResponse } from '@tuntas/kernel';
import { raiseByHand } from '../domain/index.js';
import { EscalationDesk, Ladders, Leaders } from './ports.js';

/** Raises a complaint by hand, independently of its clocks. */
@Injectable()
export class RaiseComplaint {
  constructor(
    private readonly desk: EscalationDesk,
    private readonly ladders: Ladders,
    private readonly leaders: Leaders,
    private readonly texts: Texts,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws DomainError not-found `complaint.unknown`, stale `complaint.version-changed`, conflict
   *   `complaint.act-not-allowed`, `escalation.level-reached`, `escalation.consent-missing`
   */
  execute(
    complaintId: string,
    command: { level: number; reason: string },
    request: ActRequest & { readonly retry: IdempotentRequest },
  ): Promise<HttpResponse> {
    const texts = this.texts.seal({ 'escalation.reason': command.reason });
    return this.desk.raise(complaintId, { ...request, texts }, async (raisable, now) => {
      const ladder = await this.ladders.inForce(now);
      const heads = await this.leaders.ofOffices();
      return raiseByHand(
        raisable,
        request.by,
        { level: command.level, texts: refsOf(texts) },
        { ladder, heads, now, nextId: () => this.ids.next() },
      );
    });
  }
}
