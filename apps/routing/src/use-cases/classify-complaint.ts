import { Injectable } from '@nestjs/common';
import type { Classification } from '@tuntas/contracts';
import { Deciding, reclassify, refsOf, Showing, Texts } from '@tuntas/complaint';
import type { Sent } from '@tuntas/kernel';
import { CityCodes, type Asked } from './ports.js';

/** The coordinator changes class or category; it moves nobody. */
@Injectable()
export class ClassifyComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly city: CityCodes,
    private readonly showing: Showing,
  ) {}

  async execute(
    id: string,
    command: { classification: Classification | null; category: string | null; reason: string },
    asked: Asked,
  ): Promise<Sent> {
    const { classification, category, reason } = command;
    await this.city.demandKnown({ category });
    const texts = this.texts.seal({ 'classification.reason': reason });
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) => reclassify(complaint, asked.by, { classification, category, texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}
