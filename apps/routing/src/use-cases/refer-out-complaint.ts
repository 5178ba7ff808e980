import { Injectable } from '@nestjs/common';
import { Deciding, referOut, refsOf, Showing, Texts } from '@tuntas/complaint';
import type { Sent } from '@tuntas/kernel';
import type { Asked } from './ports.js';

/** The matter belongs to a body outside the city: the citizen is told which, and how to reach it. */
@Injectable()
export class ReferOutComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly showing: Showing,
  ) {}

  execute(id: string, command: { name: string; channel: string; reason: string }, asked: Asked): Promise<Sent> {
    const texts = this.texts.seal({
      'referral-out.name': command.name,
      'referral-out.channel': command.channel,
      'referral-out.reason': command.reason,
    });
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) => referOut(complaint, asked.by, { texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}
