import { Injectable } from '@nestjs/common';
import {
  answer,
  confirm,
  consentAndRefer,
  ComplaintStore,
  object,
  refsOf,
  reopen,
  Texts,
  withdraw,
} from '@tuntas/complaint';
import type { HttpResponse } from '@tuntas/kernel';
import { AnswerCitizen } from './answer-citizen.js';
import type { CitizenActRequest } from './ports.js';

// Each act of the citizen is one use case for both endpoints: tracking, and acts on behalf of a citizen at a counter.

/** Answers the office's question. */
@Injectable()
export class AnswerQuestion {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(complaintId: string, command: { readonly text: string }, request: CitizenActRequest): Promise<HttpResponse> {
    const texts = this.texts.seal({ answer: command.text });
    return this.store.act(
      complaintId,
      { ...request, texts },
      (complaint, now) =>
        answer(complaint, request.by, { texts: refsOf(texts), documentSeen: request.documentSeen }, now),
      complaint => this.answering.execute(complaint, request),
    );
  }
}

export interface Confirming {
  readonly heard: boolean;
  readonly rating: { readonly attitude: number; readonly attention: number; readonly action: number } | null;
}

/** Accepts the decision, or confirms that the citizen was heard. */
@Injectable()
export class ConfirmResolution {
  constructor(
    private readonly store: ComplaintStore,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(complaintId: string, { heard, rating }: Confirming, request: CitizenActRequest): Promise<HttpResponse> {
    return this.store.act(
      complaintId,
      request,
      (complaint, now) =>
        confirm(complaint, request.by, { heard, rating, texts: [], documentSeen: request.documentSeen }, now),
      complaint => this.answering.execute(complaint, request),
    );
  }
}

/** Objects to the decision. */
@Injectable()
export class ObjectToResolution {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(
    complaintId: string,
    command: { readonly reason: string },
    request: CitizenActRequest,
  ): Promise<HttpResponse> {
    const texts = this.texts.seal({ 'objection.reason': command.reason });
    return this.store.act(
      complaintId,
      { ...request, texts },
      (complaint, now) =>
        object(complaint, request.by, { texts: refsOf(texts), documentSeen: request.documentSeen }, now),
      complaint => this.answering.execute(complaint, request),
    );
  }
}

/** Reopens a closed complaint for the citizen. */
@Injectable()
export class ReopenOwnComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(
    complaintId: string,
    command: { readonly reason: string },
    request: CitizenActRequest,
  ): Promise<HttpResponse> {
    const texts = this.texts.seal({ 'reopening.reason': command.reason });
    return this.store.act(
      complaintId,
      { ...request, texts },
      (complaint, now) =>
        reopen(complaint, request.by, { texts: refsOf(texts), documentSeen: request.documentSeen }, now),
      complaint => this.answering.execute(complaint, request),
    );
  }
}

/** Withdraws the complaint. */
@Injectable()
export class WithdrawComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(
    complaintId: string,
    command: { readonly reason: string },
    request: CitizenActRequest,
  ): Promise<HttpResponse> {
    const texts = this.texts.seal({ 'withdrawal.reason': command.reason });
    return this.store.act(
      complaintId,
      { ...request, texts },
      (complaint, now) =>
        withdraw(complaint, request.by, { texts: refsOf(texts), documentSeen: request.documentSeen }, now),
      complaint => this.answering.execute(complaint, request),
    );
  }
}

/** Records consent and requests a referral to the Ombudsman; a repeated request changes nothing. */
@Injectable()
export class ReferToOmbudsman {
  constructor(
    private readonly store: ComplaintStore,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(complaintId: string, request: CitizenActRequest): Promise<HttpResponse> {
    return this.store.act(
      complaintId,
      request,
      (complaint, now) =>
        consentAndRefer(complaint, request.by, { texts: [], documentSeen: request.documentSeen }, now),
      complaint => this.answering.execute(complaint, request),
    );
  }
}
