import { Injectable } from '@nestjs/common';
import { ComplaintStore, referOut, refsOf, ComplaintPresenter, Texts } from '@tuntas/complaint';
import type { HttpResponse } from '@tuntas/kernel';
import type { HttpActRequest } from './ports.js';

/** Refers a complaint to a body outside the city. The citizen gets the name of the body and its contact channel. */
@Injectable()
export class ReferOutComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly presenter: ComplaintPresenter,
  ) {}

  execute(
    id: string,
    command: { name: string; channel: string; reason: string },
    request: HttpActRequest,
  ): Promise<HttpResponse> {
    const texts = this.texts.seal({
      'referral-out.name': command.name,
      'referral-out.channel': command.channel,
      'referral-out.reason': command.reason,
    });
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) => referOut(complaint, request.by, { texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}
