import { Injectable } from '@nestjs/common';
import { allowedActions, mayReach, type Complaint } from '@tuntas/complaint';
import { complaintActs } from '@tuntas/complaint/acts';
import { PerformAct } from '@tuntas/complaint/use-cases';
import { DomainError, type Actor, type HttpResponse } from '@tuntas/kernel';
import type { Identity } from '../domain/identity.js';
import { DisclosureLimit, EscalationTargets, Vault, type CitizenActRequest } from './ports.js';

/**
 * Discloses the complainant's identity to staff, and records reason, actor and time. The response is not stored for
 * retries: each request is a separate disclosure.
 */
@Injectable()
export class DiscloseIdentity {
  constructor(
    private readonly acts: PerformAct,
    private readonly vault: Vault,
    private readonly escalations: EscalationTargets,
    private readonly limit: DisclosureLimit,
  ) {}

  execute(
    complaintId: string,
    command: { readonly reason: string },
    request: CitizenActRequest,
  ): Promise<HttpResponse> {
    const reaches = async (complaint: Complaint): Promise<boolean> =>
      mayReach(request.by, complaint, await this.escalations.of(complaintId));
    return this.acts.execute(
      complaintActs.disclose,
      complaintId,
      command,
      { ...request, alsoReachableIf: reaches, retry: { ...request.retry, key: null } },
      async complaint => {
        await this.limit.count(request.by);
        return { body: await this.identityOf(complaint, request.by) };
      },
    );
  }

  private async identityOf(complaint: Complaint, by: Actor): Promise<Identity> {
    const identity = complaint.complainantRef === null ? null : await this.vault.decrypt(complaint.complainantRef);
    if (!identity)
      throw new DomainError('conflict', 'identity.not-kept', 'the vault no longer has this identity', {
        allowedActions: allowedActions(complaint, by),
      });
    return identity;
  }
}
