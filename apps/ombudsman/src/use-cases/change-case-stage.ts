import { Injectable } from '@nestjs/common';
import { refsOf, Texts, type ActRequest } from '@tuntas/complaint';
import type { IdempotentRequest, HttpResponse } from '@tuntas/kernel';
import { changeStage, type StageChange } from '../domain/index.js';
import { CaseDesk } from './ports.js';

/** Staff of the Ombudsman move a case, and note why. */
@Injectable()
export class ChangeCaseStage {
  constructor(
    private readonly desk: CaseDesk,
    private readonly texts: Texts,
  ) {}

  execute(
    id: string,
    { note, ...transition }: StageChange & { readonly note: string },
    asked: ActRequest & { readonly retry: IdempotentRequest },
  ): Promise<HttpResponse> {
    const texts = this.texts.seal({ 'transition.note': note });
    const [noteRef] = refsOf(texts);
    return this.desk.act(id, { ...asked, texts }, (state, now) =>
      changeStage(state, transition as StageChange, noteRef!, now),
    );
  }
}
