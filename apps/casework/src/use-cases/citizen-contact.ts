import { Injectable } from '@nestjs/common';
import type { ContactKind } from '@tuntas/contracts';
import { ask, contact, ComplaintStore, refsOf, ComplaintPresenter, Texts } from '@tuntas/complaint';
import type { HttpResponse } from '@tuntas/kernel';
import type { HttpActRequest } from './ports.js';

/** Records a contact of the office with the citizen. */
@Injectable()
export class RecordContact {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly presenter: ComplaintPresenter,
  ) {}

  execute(id: string, command: { by: ContactKind; note: string }, request: HttpActRequest): Promise<HttpResponse> {
    const texts = this.texts.seal({ 'contact.note': command.note });
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) => contact(complaint, request.by, { kind: command.by, texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}

/** Asks the citizen a question. The clocks of the office are paused until the reply or its deadline. */
@Injectable()
export class AskComplainant {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly presenter: ComplaintPresenter,
  ) {}

  execute(
    id: string,
    command: { question: string; dueInWorkingDays: number | null },
    request: HttpActRequest,
  ): Promise<HttpResponse> {
    const texts = this.texts.seal({ question: command.question });
    const days = command.dueInWorkingDays;
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) =>
        ask(complaint, request.by, { ...(days !== null && { dueInWorkingDays: days }), texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}
