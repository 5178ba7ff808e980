import { Injectable } from '@nestjs/common';
import { ComplaintStore, refsOf, reopen, ComplaintPresenter, Texts } from '@tuntas/complaint';
import type { HttpResponse } from '@tuntas/kernel';
import type { HttpActRequest } from './ports.js';

/** Reopens a closed or archived complaint on behalf of the coordinator. */
@Injectable()
export class ReopenComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly presenter: ComplaintPresenter,
  ) {}

  execute(id: string, command: { reason: string }, request: HttpActRequest): Promise<HttpResponse> {
    const texts = this.texts.seal({ 'reopening.reason': command.reason });
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) => reopen(complaint, request.by, { texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}
