import { Injectable } from '@nestjs/common';
import { ComplaintStore, handOver } from '@tuntas/complaint';
import type { HttpResponse } from '@tuntas/kernel';
import { requirePendingPrint } from '../domain/handover.js';
import { MessageDesk, MessageRegister } from './message-ports.js';
import type { CitizenActRequest } from './ports.js';

/** Records that a printed message was handed over to the citizen, with an event for the audit. */
@Injectable()
export class HandOverMessage {
  constructor(
    private readonly store: ComplaintStore,
    private readonly register: MessageRegister,
    private readonly desk: MessageDesk,
  ) {}

  async execute(id: string, request: CitizenActRequest): Promise<HttpResponse> {
    const { by, cause, retry, language } = request;
    const { complaintId, kind, counter } = await this.register.one(by, id, language);
    // Reach of the message is sufficient; the complaint itself may be out of reach.
    return this.store.act(
      complaintId,
      { by, cause, retry, alsoReachableIf: async () => true, ignoresRoleReach: true },
      complaint => handOver(complaint, { messageId: id, template: kind, counter }),
      async () => ({ body: await this.desk.handOver(id, by, language, requirePendingPrint) }),
    );
  }
}
