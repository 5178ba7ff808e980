import { Injectable } from '@nestjs/common';
import type { ActRequest } from '@tuntas/complaint';
import { storeTexts } from '@tuntas/complaint/storage';
import type { CaseEvent } from '@tuntas/contracts';
import { Database } from '@tuntas/database';
import { Decisions, Streams, Outbox, StoredResponses, type StreamRow } from '@tuntas/eventlog';
import { BusinessTime, type Decision, type IdempotentRequest, type HttpResponse } from '@tuntas/kernel';
import type { OmbudsmanCase } from '../domain/index.js';
import { CaseDesk, CaseRegister, type StoredCase } from '../use-cases/ports.js';
import { caseHeads, cases, storeCases, storedCaseOf } from './case-table.js';
import { unknownCase } from './pg-case-register.js';

const selectCase = `SELECT ${cases.columns()} FROM ombudsman.cases WHERE id = $1`;

/** PostgreSQL implementation of `CaseDesk` (docs/consistency.md#deciding-under-a-lock). */
@Injectable()
export class PgCaseDesk extends CaseDesk {
  private readonly decisions: Decisions;
  private readonly streams: Streams<StreamRow>;

  constructor(
    private readonly database: Database,
    time: BusinessTime,
    outbox: Outbox,
    responses: StoredResponses,
    private readonly register: CaseRegister,
  ) {
    super();
    this.decisions = new Decisions(database, time, outbox, responses);
    this.streams = new Streams(database, caseHeads);
  }

  act(
    id: string,
    request: ActRequest & { readonly retry: IdempotentRequest },
    rule: (state: OmbudsmanCase, now: Date) => Decision<OmbudsmanCase, CaseEvent>,
  ): Promise<HttpResponse> {
    const { by, texts = [] } = request;
    return this.decisions.decideOnce(request, {
      complaintId: null,
      lock: () => this.streams.lockOwnerOf(cases, id),
      unknown: unknownCase,
      find: () => this.find(id),
      version: ({ state }) => ({ current: state.version, staleCode: 'case.version-changed' }),
      rule: ({ state, knownSequence }, now) => ({ ...rule(state, now), knownSequence }),
      write: async (decision, stream, now) => {
        await storeCases(this.database, [decision], now);
        await storeTexts(this.database, 'ombudsman', id, texts, now);
        await this.streams.advanceOne(stream, decision.events);
      },
      reply: async () => {
        const body = await this.register.one(by, id);
        return { headers: { etag: `"${body.version}"` }, body };
      },
    });
  }

  private async find(id: string): Promise<StoredCase> {
    const [row] = await this.database.sql(selectCase, [id]);
    if (!row) throw unknownCase();
    return storedCaseOf(row);
  }
}
