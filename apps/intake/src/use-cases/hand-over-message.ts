import { Injectable } from '@nestjs/common';
import { Deciding, handOver } from '@tuntas/complaint';
import type { Sent } from '@tuntas/kernel';
import { demandWaitingOnPaper } from '../domain/handover.js';
import { MessageDesk, MessageRegister } from './message-ports.js';
import type { Asked } from './ports.js';

/** Somebody has given the citizen what waited on paper; the audit hears of it. */
@Injectable()
export class HandOverMessage {
  constructor(
    private readonly deciding: Deciding,
    private readonly register: MessageRegister,
    private readonly desk: MessageDesk,
  ) {}

  async execute(id: string, asked: Asked): Promise<Sent> {
    const { by, cause, retry, language } = asked;
    const { complaintId, kind, counter } = await this.register.one(by, id, language);
    // Who reaches the paper hands it over, though the complaint itself may be out of reach.
    return this.deciding.act(
      complaintId,
      { by, cause, retry, reaches: async () => true, reachesAlone: true },
      complaint => handOver(complaint, { messageId: id, template: kind, counter }),
      async () => ({ body: await this.desk.handOver(id, by, language, demandWaitingOnPaper) }),
    );
  }
}
