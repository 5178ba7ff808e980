import { Injectable } from '@nestjs/common';
import { assign, Deciding, refsOf, Showing, Texts, type ActRequest, type Sent } from '@tuntas/complaint';
import type { Retriable } from '@tuntas/kernel';
import { OfficeDirectory } from './ports.js';

/** The coordinator makes an office responsible. */
@Injectable()
export class AssignComplaint {
  constructor(private readonly deciding: Deciding, private readonly texts: Texts, private readonly offices: OfficeDirectory, private readonly showing: Showing) {}

  async execute(id: string, command: { office: string; reason: string }, asked: ActRequest & { readonly retry: Retriable }): Promise<Sent> {
    await this.offices.demandKnown(command.office, '/office');
    const texts = this.texts.seal({ 'assignment.reason': command.reason });
    return this.deciding.act(id, { ...asked, texts },
      (complaint, now) => assign(complaint, asked.by, { office: command.office, ruleVersion: null, texts: refsOf(texts) }, now),
      complaint => this.showing.acted(complaint, asked.by));
  }
}
