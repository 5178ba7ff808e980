import { Injectable } from '@nestjs/common';
import { answer, confirm, consentAndRefer, Deciding, object, refsOf, reopen, Texts, withdraw } from '@tuntas/complaint';
import type { Sent } from '@tuntas/kernel';
import { AnswerCitizen } from './answer-citizen.js';
import type { Asked } from './ports.js';

// Each act of the citizen is one use case behind both doors: tracking, and the counter for a citizen who is present.

/** The citizen answers the office's question. */
@Injectable()
export class AnswerQuestion {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(complaintId: string, command: { readonly text: string }, asked: Asked): Promise<Sent> {
    const texts = this.texts.seal({ answer: command.text });
    return this.deciding.act(
      complaintId,
      { ...asked, texts },
      (complaint, now) => answer(complaint, asked.by, { texts: refsOf(texts), documentSeen: asked.documentSeen }, now),
      complaint => this.answering.execute(complaint, asked),
    );
  }
}

export interface Confirming {
  readonly heard: boolean;
  readonly rating: { readonly attitude: number; readonly attention: number; readonly action: number } | null;
}

/** The citizen agrees with the decision, or says that they were heard. */
@Injectable()
export class ConfirmResolution {
  constructor(
    private readonly deciding: Deciding,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(complaintId: string, { heard, rating }: Confirming, asked: Asked): Promise<Sent> {
    return this.deciding.act(
      complaintId,
      asked,
      (complaint, now) =>
        confirm(complaint, asked.by, { heard, rating, texts: [], documentSeen: asked.documentSeen }, now),
      complaint => this.answering.execute(complaint, asked),
    );
  }
}

/** The citizen disagrees with the decision. */
@Injectable()
export class ObjectToResolution {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(complaintId: string, command: { readonly reason: string }, asked: Asked): Promise<Sent> {
    const texts = this.texts.seal({ 'objection.reason': command.reason });
    return this.deciding.act(
      complaintId,
      { ...asked, texts },
      (complaint, now) => object(complaint, asked.by, { texts: refsOf(texts), documentSeen: asked.documentSeen }, now),
      complaint => this.answering.execute(complaint, asked),
    );
  }
}

/** The citizen wants a closed complaint to be worked on again. */
@Injectable()
export class ReopenOwnComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(complaintId: string, command: { readonly reason: string }, asked: Asked): Promise<Sent> {
    const texts = this.texts.seal({ 'reopening.reason': command.reason });
    return this.deciding.act(
      complaintId,
      { ...asked, texts },
      (complaint, now) => reopen(complaint, asked.by, { texts: refsOf(texts), documentSeen: asked.documentSeen }, now),
      complaint => this.answering.execute(complaint, asked),
    );
  }
}

/** The citizen takes the complaint back. */
@Injectable()
export class WithdrawComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(complaintId: string, command: { readonly reason: string }, asked: Asked): Promise<Sent> {
    const texts = this.texts.seal({ 'withdrawal.reason': command.reason });
    return this.deciding.act(
      complaintId,
      { ...asked, texts },
      (complaint, now) =>
        withdraw(complaint, asked.by, { texts: refsOf(texts), documentSeen: asked.documentSeen }, now),
      complaint => this.answering.execute(complaint, asked),
    );
  }
}

/** The citizen consents to the Ombudsman and asks for it in one; asking again changes nothing. */
@Injectable()
export class ReferToOmbudsman {
  constructor(
    private readonly deciding: Deciding,
    private readonly answering: AnswerCitizen,
  ) {}

  execute(complaintId: string, asked: Asked): Promise<Sent> {
    return this.deciding.act(
      complaintId,
      asked,
      (complaint, now) => consentAndRefer(complaint, asked.by, { texts: [], documentSeen: asked.documentSeen }, now),
      complaint => this.answering.execute(complaint, asked),
    );
  }
}
