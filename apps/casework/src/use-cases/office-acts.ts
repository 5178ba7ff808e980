import { Injectable } from '@nestjs/common';
import type { DecisionOnComplaint } from '@tuntas/contracts';
import { accept, ComplaintStore, refsOf, resolve, respond, ComplaintPresenter, Texts } from '@tuntas/complaint';
import { DomainError, holds, type HttpResponse } from '@tuntas/kernel';
import type { HttpActRequest } from './ports.js';

/** The office takes the complaint up. */
@Injectable()
export class AcceptComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly presenter: ComplaintPresenter,
  ) {}

  execute(id: string, command: { officer: string | null }, request: HttpActRequest): Promise<HttpResponse> {
    return this.store.act(
      id,
      request,
      (complaint, now) => {
        if (command.officer !== null && command.officer !== request.by.ref && !holds(request.by, 'office_head'))
          throw new DomainError('invalid', 'acceptance.other-officer', 'accepted in the name of another');
        return accept(complaint, request.by, { officer: command.officer ?? request.by.ref, texts: [] }, now);
      },
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}

/** The office says something to the citizen, short of a decision. */
@Injectable()
export class RespondToComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly presenter: ComplaintPresenter,
  ) {}

  execute(id: string, command: { text: string; isPublic: boolean }, request: HttpActRequest): Promise<HttpResponse> {
    const texts = this.texts.seal({ response: command.text });
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) => respond(complaint, request.by, { isPublic: command.isPublic, texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}

/** The office decides; the citizen may agree or object. */
@Injectable()
export class ResolveComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly presenter: ComplaintPresenter,
  ) {}

  execute(
    id: string,
    command: { decision: DecisionOnComplaint; explanation: string; remedy: string | null; compensation: string | null },
    request: HttpActRequest,
  ): Promise<HttpResponse> {
    const { decision, explanation, remedy, compensation } = command;
    const texts = this.texts.seal({ explanation, remedy, compensation });
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) => resolve(complaint, request.by, { decision, texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}
