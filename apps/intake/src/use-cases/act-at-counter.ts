import { Injectable } from '@nestjs/common';
import { isOfCounter, type Complaint } from '@tuntas/complaint';
import { complaintActs } from '@tuntas/complaint/acts';
import type { Confirmation } from '@tuntas/complaint';
import type { IdentityDocument } from '@tuntas/contracts';
import { DomainError, type HttpResponse } from '@tuntas/kernel';
import { CitizenActs } from './citizen-acts.js';
import { CompleteComplaint, type Completing } from './complete-complaint.js';
import { AccessCodes, type CitizenActRequest } from './ports.js';

/** An act of a citizen who is present at the counter. */
export type CounterCommand =
  | ({ readonly act: 'completion' } & Completing)
  | { readonly act: 'answer'; readonly text: string }
  | ({ readonly act: 'confirmation' } & Confirmation)
  | { readonly act: 'objection' | 'reopening' | 'withdrawal'; readonly reason: string }
  | { readonly act: 'referral' };

/**
 * A clerk acts on behalf of a present citizen: on complaints lodged at the clerk's counter, and on any complaint whose
 * access code the citizen presents.
 */
@Injectable()
export class ActAtCounter {
  constructor(
    private readonly codes: AccessCodes,
    private readonly acts: CitizenActs,
    private readonly completing: CompleteComplaint,
  ) {}

  /**
   * @param documentSeen the document by which the clerk identified the citizen; required without an access code
   * @throws DomainError invalid `complaint.document-required`
   */
  execute(
    complaintId: string,
    command: CounterCommand,
    documentSeen: IdentityDocument | null,
    code: string | null,
    request: CitizenActRequest,
  ): Promise<HttpResponse> {
    const reaches = async (complaint: Complaint): Promise<boolean> => {
      const isOwn = isOfCounter(request.by, complaint);
      if (isOwn && documentSeen !== null) return true;
      if (code !== null) return this.codes.matches(complaintId, code);
      if (isOwn)
        throw new DomainError('invalid', 'complaint.document-required', 'neither a code nor a document was shown', {
          errors: [{ pointer: '/documentSeen', code: 'required' }],
        });
      return false;
    };
    const shown: CitizenActRequest = { ...request, documentSeen, alsoReachableIf: reaches, ignoresRoleReach: true };
    const { answer, confirm, object, withdraw, reopen, request_referral: requestReferral } = complaintActs;
    switch (command.act) {
      case 'completion':
        return this.completing.execute(complaintId, command, shown);
      case 'answer':
        return this.acts.execute(answer, complaintId, command, shown);
      case 'confirmation':
        return this.acts.execute(confirm, complaintId, command, shown);
      case 'objection':
        return this.acts.execute(object, complaintId, command, shown);
      case 'withdrawal':
        return this.acts.execute(withdraw, complaintId, command, shown);
      case 'reopening':
        return this.acts.execute(reopen, complaintId, command, shown);
      case 'referral':
        return this.acts.execute(requestReferral, complaintId, command, shown);
    }
  }
}
