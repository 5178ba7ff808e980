import { Injectable } from '@nestjs/common';
import type { ActRequest } from '@tuntas/complaint';
import type { IdempotentRequest, HttpResponse } from '@tuntas/kernel';
import { acknowledge } from '../domain/index.js';
import { EscalationDesk } from './ports.js';

/** Records that the holder of an escalation has seen it. */
@Injectable()
export class AcknowledgeEscalation {
  constructor(private readonly desk: EscalationDesk) {}

  /**
   * @throws DomainError not-found `escalation.unknown`, forbidden `escalation.not-yours`, conflict `escalation.ended`
   */
  execute(
    id: string,
    request: Pick<ActRequest, 'by' | 'cause'> & { readonly retry: IdempotentRequest },
  ): Promise<HttpResponse> {
    return this.desk.act(id, request, (escalation, now) => acknowledge(escalation, request.by, now));
  }
}
