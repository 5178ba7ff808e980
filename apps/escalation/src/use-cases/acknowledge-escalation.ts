import { Injectable } from '@nestjs/common';
import type { ActRequest } from '@tuntas/complaint';
import type { IdempotentRequest, HttpResponse } from '@tuntas/kernel';
import { acknowledge } from '../domain/index.js';
import { EscalationDesk } from './ports.js';

/** Its holder has seen it. */
@Injectable()
export class AcknowledgeEscalation {
  constructor(private readonly desk: EscalationDesk) {}

  execute(
    id: string,
    asked: Pick<ActRequest, 'by' | 'cause'> & { readonly retry: IdempotentRequest },
  ): Promise<HttpResponse> {
    return this.desk.act(id, asked, (escalation, now) => acknowledge(escalation, asked.by, now));
  }
}
