import { Injectable } from '@nestjs/common';
import type { Classification, LodgingField } from '@tuntas/contracts';
import { ComplaintStore, refsOf, requestCompletion, ComplaintPresenter, Texts, verify } from '@tuntas/complaint';
import type { HttpResponse } from '@tuntas/kernel';
import { CityCodes, type HttpActRequest } from './ports.js';

interface VerificationFields {
  readonly classification: Classification | null;
  readonly category: string | null;
  readonly note: string | null;
}
interface Missing {
  readonly field: LodgingField;
  readonly note: string;
}
export type VerifyCommand = VerificationFields &
  ({ readonly complete: true } | { readonly complete: false; readonly missing: readonly Missing[] });

/** Marks a complaint as complete, or asks the citizen for missing information. */
@Injectable()
export class VerifyComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly city: CityCodes,
    private readonly presenter: ComplaintPresenter,
  ) {}

  async execute(id: string, command: VerifyCommand, request: HttpActRequest): Promise<HttpResponse> {
    const { classification, category, note } = command;
    await this.city.requireKnown({ category });
    const missing = command.complete ? [] : command.missing;
    const texts = [
      ...missing.flatMap(({ field, note: text }) => this.texts.seal({ [`missing.${field}`]: text })),
      ...this.texts.seal({ 'verification.note': note }),
    ];
    const verification = { classification, category, texts: refsOf(texts) };
    const fields = [...new Set(missing.map(({ field }) => field))];
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) =>
        command.complete
          ? verify(complaint, request.by, verification, now)
          : requestCompletion(complaint, request.by, { ...verification, missing: fields }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}
