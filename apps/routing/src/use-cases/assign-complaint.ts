import { Injectable } from '@nestjs/common';
import { assign, ComplaintStore, refsOf, ComplaintPresenter, Texts } from '@tuntas/complaint';
import type { HttpResponse } from '@tuntas/kernel';
import { CityCodes, type HttpActRequest } from './ports.js';

/** Assigns a complaint to an office on behalf of the coordinator. */
@Injectable()
export class AssignComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly city: CityCodes,
    private readonly presenter: ComplaintPresenter,
  ) {}

  async execute(
    id: string,
    command: { office: string; reason: string },
    request: HttpActRequest,
  ): Promise<HttpResponse> {
    await this.city.requireKnown({ office: command.office });
    const texts = this.texts.seal({ 'assignment.reason': command.reason });
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) =>
        assign(complaint, request.by, { office: command.office, ruleVersion: null, texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}
