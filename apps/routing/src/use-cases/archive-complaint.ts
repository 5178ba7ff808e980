import { Injectable } from '@nestjs/common';
import type { ArchiveReason } from '@tuntas/contracts';
import { archive, Deciding, refsOf, Showing, Texts } from '@tuntas/complaint';
import type { Sent } from '@tuntas/kernel';
import type { Asked } from './ports.js';

/** Not a matter of public service: the citizen is told why, and what way remains. */
@Injectable()
export class ArchiveComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly showing: Showing,
  ) {}

  execute(
    id: string,
    command: { reasonCode: ArchiveReason; explanation: string; remedy: string },
    asked: Asked,
  ): Promise<Sent> {
    const { reasonCode, explanation, remedy } = command;
    const texts = this.texts.seal({ explanation, remedy });
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) => archive(complaint, asked.by, { reasonCode, texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}
