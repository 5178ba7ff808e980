import { Injectable } from '@nestjs/common';
import { addNote, ComplaintStore, refsOf, ComplaintPresenter, Texts, transfer } from '@tuntas/complaint';
import type { HttpResponse } from '@tuntas/kernel';
import { OfficeDirectory, type HttpActRequest } from './ports.js';

/** Transfers a complaint to another office, on behalf of an office or the coordinator. */
@Injectable()
export class TransferComplaint {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly offices: OfficeDirectory,
    private readonly presenter: ComplaintPresenter,
  ) {}

  async execute(
    id: string,
    command: { toOffice: string; reason: string },
    request: HttpActRequest,
  ): Promise<HttpResponse> {
    await this.offices.requireKnown(command.toOffice, '/toOffice');
    const texts = this.texts.seal({ 'transfer.reason': command.reason });
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) => transfer(complaint, request.by, { toOffice: command.toOffice, texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}

/** Adds an internal note that the citizen cannot read. */
@Injectable()
export class AddInternalNote {
  constructor(
    private readonly store: ComplaintStore,
    private readonly texts: Texts,
    private readonly presenter: ComplaintPresenter,
  ) {}

  execute(id: string, command: { text: string }, request: HttpActRequest): Promise<HttpResponse> {
    const texts = this.texts.seal({ 'internal-note': command.text });
    return this.store.act(
      id,
      { ...request, texts },
      (complaint, now) => addNote(complaint, request.by, { texts: refsOf(texts) }, now),
      complaint => this.presenter.acted(complaint, request.by),
    );
  }
}
