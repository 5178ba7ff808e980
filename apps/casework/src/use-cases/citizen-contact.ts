import { Injectable } from '@nestjs/common';
import type { ContactKind } from '@tuntas/contracts';
import { ask, contact, Deciding, refsOf, Showing, Texts } from '@tuntas/complaint';
import type { Sent } from '@tuntas/kernel';
import type { Asked } from './ports.js';

/** A person of the office has made contact with the citizen. */
@Injectable()
export class RecordContact {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly showing: Showing,
  ) {}

  execute(id: string, command: { by: ContactKind; note: string }, asked: Asked): Promise<Sent> {
    const texts = this.texts.seal({ 'contact.note': command.note });
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) => contact(complaint, asked.by, { kind: command.by, texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}

/** The office asks the citizen, and its own time stands still until the answer. */
@Injectable()
export class AskComplainant {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly showing: Showing,
  ) {}

  execute(id: string, command: { question: string; dueInWorkingDays: number | null }, asked: Asked): Promise<Sent> {
    const texts = this.texts.seal({ question: command.question });
    const days = command.dueInWorkingDays;
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) =>
        ask(complaint, asked.by, { ...(days !== null && { dueInWorkingDays: days }), texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}
