import { Injectable } from '@nestjs/common';
import type { Sent } from '@tuntas/kernel';
import { demandWaitingOnPaper } from '../domain/handover.js';
import { MessageDesk } from './message-ports.js';
import type { Asked } from './ports.js';

/** A clerk has given the citizen what waited on paper. */
@Injectable()
export class HandOverMessage {
  constructor(private readonly desk: MessageDesk) {}

  execute(id: string, asked: Asked): Promise<Sent> {
    return this.desk.handOver(id, asked, demandWaitingOnPaper);
  }
}
