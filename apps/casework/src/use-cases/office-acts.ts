import { Injectable } from '@nestjs/common';
import type { DecisionOnComplaint } from '@tuntas/contracts';
import { accept, ComplaintStore, refsOf, resolve, respond, ComplaintPresenter, Texts } from '@tuntas/complaint';
import { DomainError, hasRole, type HttpResponse } from '@tuntas/kernel';
import type { HttpActRequest } from './ports.js';

/** Accepts a complaint for an office. Only the head of the office may name another officer. */
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
        if (command.officer !== null && command.officer !== request.by.ref && !hasRole(request.by, 'office_head'))
          throw new DomainError(
            'invalid',
            'acceptance.other-officer',
            'only the head of the office may accept for another officer',
          );
        return accept(complaint, request.by, { officer: command.officer ?? request.by.ref, texts: [] }, now);
      },
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}

/** Sends the citizen a response that is not a decision. */
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

/** Delivers the decision of the office. The citizen may confirm it or object. */
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
