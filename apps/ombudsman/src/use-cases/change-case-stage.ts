import { Injectable } from '@nestjs/common';
import { refsOf, Texts, type ActRequest } from '@tuntas/complaint';
import type { IdempotentRequest, HttpResponse } from '@tuntas/kernel';
import { changeStage, type StageChange } from '../domain/index.js';
import { CaseDesk } from './ports.js';

/** Moves a case to another stage and stores the note of the staff member. */
@Injectable()
export class ChangeCaseStage {
  constructor(
    private readonly desk: CaseDesk,
    private readonly texts: Texts,
  ) {}

  execute(
    id: string,
    { note, ...transition }: StageChange & { readonly note: string },
    request: ActRequest & { readonly retry: IdempotentRequest },
  ): Promise<HttpResponse> {
    const texts = this.texts.seal({ 'transition.note': note });
    const [noteRef] = refsOf(texts);
    return this.desk.act(id, { ...request, texts }, (state, now) =>
      changeStage(state, transition as StageChange, noteRef!, now),
    );
  }
}
