import { Injectable } from '@nestjs/common';
import type { ArchiveReason } from '@tuntas/contracts';
import { archive, ComplaintStore, refsOf, ComplaintPresenter, Texts } from '@tuntas/complaint';
import type { HttpResponse } from '@tuntas/kernel';
import type { HttpActRequest } from './ports.js';

/** Archives a complaint that is not a matter of public service, with an explanation and a remedy for the citizen. */
@Injectable()
export class ArchiveComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly presenter: ComplaintPresenter,
  ) {}

  execute(
    id: string,
    command: { reasonCode: ArchiveReason; explanation: string; remedy: string },
    request: HttpActRequest,
  ): Promise<HttpResponse> {
    const { reasonCode, explanation, remedy } = command;
    const texts = this.texts.seal({ explanation, remedy });
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) => archive(complaint, request.by, { reasonCode, texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}
