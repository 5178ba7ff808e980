import { Injectable } from '@nestjs/common';
import { Deciding, refsOf, reopen, Showing, Texts } from '@tuntas/complaint';
import type { Sent } from '@tuntas/kernel';
import type { Asked } from './ports.js';

/** The coordinator opens a closed or archived complaint again. */
@Injectable()
export class ReopenComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly showing: Showing,
  ) {}

  execute(id: string, command: { reason: string }, asked: Asked): Promise<Sent> {
    const texts = this.texts.seal({ 'reopening.reason': command.reason });
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) => reopen(complaint, asked.by, { texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}
