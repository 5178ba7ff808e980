import { Injectable } from '@nestjs/common';
import type { Classification } from '@tuntas/contracts';
import { ComplaintStore, reclassify, refsOf, ComplaintPresenter, Texts } from '@tuntas/complaint';
import type { HttpResponse } from '@tuntas/kernel';
import { CityCodes, type HttpActRequest } from './ports.js';

/** Changes the classification or category of a complaint. The responsible office stays the same. */
@Injectable()
export class ClassifyComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly city: CityCodes,
    private readonly presenter: ComplaintPresenter,
  ) {}

  async execute(
    id: string,
    command: { classification: Classification | null; category: string | null; reason: string },
    request: HttpActRequest,
  ): Promise<HttpResponse> {
    const { classification, category, reason } = command;
    await this.city.requireKnown({ category });
    const texts = this.texts.seal({ 'classification.reason': reason });
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) => reclassify(complaint, request.by, { classification, category, texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}
