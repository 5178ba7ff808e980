import { Injectable } from '@nestjs/common';
import { isOfCounter, type Complaint } from '@tuntas/complaint';
import type { Sent } from '@tuntas/kernel';
import {
  AnswerQuestion, ConfirmResolution, ObjectToResolution, ReferToOmbudsman, ReopenOwnComplaint, WithdrawComplaint, type Confirming,
} from './citizen-acts.js';
import { CompleteComplaint, type Completing } from './complete-complaint.js';
import { AccessCodes, type Asked } from './ports.js';

/** An act of a citizen who stands at the counter. */
export type CounterCommand =
  | { readonly act: 'completion' } & Completing
  | { readonly act: 'answer'; readonly text: string }
  | { readonly act: 'confirmation' } & Confirming
  | { readonly act: 'objection' | 'reopening' | 'withdrawal'; readonly reason: string }
  | { readonly act: 'referral' };

/** A clerk acts for a citizen who is present: on what was lodged at the clerk's own counter, and on any complaint whose access code the citizen shows. */
@Injectable()
export class ActAtCounter {
  constructor(
    private readonly codes: AccessCodes, private readonly completing: CompleteComplaint, private readonly answering: AnswerQuestion,
    private readonly confirming: ConfirmResolution, private readonly objecting: ObjectToResolution, private readonly withdrawing: WithdrawComplaint,
    private readonly reopening: ReopenOwnComplaint, private readonly referring: ReferToOmbudsman) {}

  execute(complaintId: string, command: CounterCommand, code: string | null, asked: Asked): Promise<Sent> {
    const reaches = async (complaint: Complaint): Promise<boolean> => isOfCounter(asked.by, complaint) || (code !== null && this.codes.fits(complaintId, code));
    const shown: Asked = { ...asked, reaches, reachesAlone: true };
    switch (command.act) {
      case 'completion': return this.completing.execute(complaintId, command, shown);
      case 'answer': return this.answering.execute(complaintId, command, shown);
      case 'confirmation': return this.confirming.execute(complaintId, command, shown);
      case 'objection': return this.objecting.execute(complaintId, command, shown);
      case 'withdrawal': return this.withdrawing.execute(complaintId, command, shown);
      case 'reopening': return this.reopening.execute(complaintId, command, shown);
      case 'referral': return this.referring.execute(complaintId, shown);
    }
  }
}
