import { Injectable } from '@nestjs/common';
import type { DecisionOnComplaint } from '@tuntas/contracts';
import { accept, Deciding, refsOf, resolve, respond, Showing, Texts } from '@tuntas/complaint';
import { DomainError, holds, type Sent } from '@tuntas/kernel';
import type { Asked } from './ports.js';

/** The office takes the complaint up. */
@Injectable()
export class AcceptComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly showing: Showing,
  ) {}

  execute(id: string, command: { officer: string | null }, asked: Asked): Promise<Sent> {
    return this.deciding.act(
      id,
      asked,
      (complaint, now) => {
        if (command.officer !== null && command.officer !== asked.by.ref && !holds(asked.by, 'office_head'))
          throw new DomainError('invalid', 'acceptance.other-officer', 'accepted in the name of another');
        return accept(complaint, asked.by, { officer: command.officer ?? asked.by.ref, texts: [] }, now);
      },
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}

/** The office says something to the citizen, short of a decision. */
@Injectable()
export class RespondToComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly showing: Showing,
  ) {}

  execute(id: string, command: { text: string; isPublic: boolean }, asked: Asked): Promise<Sent> {
    const texts = this.texts.seal({ response: command.text });
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) => respond(complaint, asked.by, { isPublic: command.isPublic, texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}

/** The office decides; the citizen may agree or object. */
@Injectable()
export class ResolveComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly showing: Showing,
  ) {}

  execute(
    id: string,
    command: { decision: DecisionOnComplaint; explanation: string; remedy: string | null; compensation: string | null },
    asked: Asked,
  ): Promise<Sent> {
    const { decision, explanation, remedy, compensation } = command;
    const texts = this.texts.seal({ explanation, remedy, compensation });
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) => resolve(complaint, asked.by, { decision, texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}
