import { Injectable } from '@nestjs/common';
import { addNote, Deciding, refsOf, Showing, Texts, transfer } from '@tuntas/complaint';
import type { Sent } from '@tuntas/kernel';
import { OfficeDirectory, type Asked } from './ports.js';

/** An office, or the coordinator, hands the complaint to another office. */
@Injectable()
export class TransferComplaint {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly offices: OfficeDirectory,
    private readonly showing: Showing,
  ) {}

  async execute(id: string, command: { toOffice: string; reason: string }, asked: Asked): Promise<Sent> {
    await this.offices.demandKnown(command.toOffice, '/toOffice');
    const texts = this.texts.seal({ 'transfer.reason': command.reason });
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) => transfer(complaint, asked.by, { toOffice: command.toOffice, texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}

/** Staff write down what the citizen never sees. */
@Injectable()
export class AddInternalNote {
  constructor(
    private readonly deciding: Deciding,
    private readonly texts: Texts,
    private readonly showing: Showing,
  ) {}

  execute(id: string, command: { text: string }, asked: Asked): Promise<Sent> {
    const texts = this.texts.seal({ 'internal-note': command.text });
    return this.deciding.act(
      id,
      { ...asked, texts },
      (complaint, now) => addNote(complaint, asked.by, { texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by),
    );
  }
}
