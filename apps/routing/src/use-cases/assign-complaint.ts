import { Injectable } from '@nestjs/common';
import { assign, Deciding, refsOf, Showing, Texts } from '@tuntas/complaint';
import type { Sent } from '@tuntas/kernel';
import { CityCodes, type Asked } from './ports.js';

/** The coordinator makes an office responsible. */
@Injectable()
export class AssignComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly city: CityCodes,
    private readonly showing: Showing,
  ) {}

  async execute(id: string, command: { office: string; reason: string }, asked: Asked): Promise<Sent> {
    await this.city.demandKnown({ office: command.office });
    const texts = this.texts.seal({ 'assignment.reason': command.reason });
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) =>
        assign(complaint, asked.by, { office: command.office, ruleVersion: null, texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}
