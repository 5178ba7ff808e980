import { Injectable } from '@nestjs/common';
import { allowedActions, ComplaintStore, disclose, mayReach, refsOf, Texts, type Complaint } from '@tuntas/complaint';
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
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly vault: Vault,
    private readonly escalations: EscalationTargets,
    private readonly limit: DisclosureLimit,
  ) {}

  execute(
    complaintId: string,
    command: { readonly reason: string },
    request: CitizenActRequest,
  ): Promise<HttpResponse> {
    const texts = this.texts.seal({ 'disclosure.reason': command.reason });
    const reaches = async (complaint: Complaint): Promise<boolean> =>
      mayReach(request.by, complaint, await this.escalations.of(complaintId));
    return this.store.act(
      complaintId,
      { ...request, texts, alsoReachableIf: reaches, retry: { ...request.retry, key: null } },
      (complaint, now) => disclose(complaint, request.by, { texts: refsOf(texts) }, now),
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
