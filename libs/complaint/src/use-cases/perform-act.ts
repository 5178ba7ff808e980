import { Injectable } from '@nestjs/common';
import type { HttpResponse, HttpResult, IdempotentRequest } from '@tuntas/kernel';
import {
  decide,
  refsOf,
  ComplaintStore,
  Texts,
  ReferenceCodes,
  ComplaintPresenter,
  type PerformableAct,
  type ActRequest,
  type Complaint,
} from '../index.js';

/** Request for an act over HTTP, with its idempotency key. */
export type HttpActRequest = ActRequest & { readonly retry: IdempotentRequest };

/** The use case of every act over HTTP. */
@Injectable()
export class PerformAct {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly codes: ReferenceCodes,
    private readonly presenter: ComplaintPresenter,
  ) {}

  /**
   * Checks the codes of the body, seals its texts and decides the act.
   * @param body the validated request body, with the values of the command and the texts of the act
   * @param reply builds the response, within the transaction of the act; by default the complaint as its actor sees it
   * @throws DomainError the errors of the act and of `ComplaintStore.act`; invalid `reference.unknown`
   */
  async execute<Command extends object, Body>(
    act: PerformableAct<Command, Body>,
    id: string,
    body: Command & Body,
    request: HttpActRequest,
    reply = (complaint: Complaint): Promise<HttpResult> => this.presenter.acted(complaint, request.by),
  ): Promise<HttpResponse> {
    const { by, documentSeen } = request;
    if (act.references) await this.codes.requireKnown(act.references(body));
    const texts = [act.texts?.(body) ?? []].flat().flatMap(fields => this.texts.seal(fields));
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) => decide(act, complaint, by, { ...body, texts: refsOf(texts), documentSeen }, now),
      reply,
    );
  }
}
