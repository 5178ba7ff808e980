import { Injectable } from '@nestjs/common';
import { DomainError } from '@tuntas/kernel';
import { Refusal, type Asked } from '@tuntas/service';
import { AccessCodes, type Asked as AskedByCitizen } from '../use-cases/ports.js';
import { FailedAttempts } from './failed-attempts.js';

/** Lets in whoever has a ticket and its access code. */
@Injectable()
export class TrackingDoor {
  constructor(private readonly codes: AccessCodes, private readonly failed: FailedAttempts) {}

  /** @returns the complaint's id. @throws one and the same 404 for a wrong ticket and a wrong code; 429 after too many of them */
  async open(ticket: string, code: string | undefined, address: string): Promise<string> {
    const wait = this.failed.retryAfterSeconds(ticket, address);
    if (wait > 0) throw new Refusal(429, 'request.too-many', { headers: { 'retry-after': String(wait) } });
    const id = await this.codes.open(ticket, code ?? '');
    if (id !== null) return id;
    this.failed.add(ticket, address);
    throw new DomainError('not-found', 'tracking.unknown', 'wrong ticket or access code');
  }

  /** The same, to act. Retries of tracking belong to the ticket, not to a token. */
  async enter(ticket: string, code: string | undefined, address: string, { by, cause, ifVersion, retry, language }: Asked): Promise<{ readonly id: string; readonly asCitizen: AskedByCitizen }> {
    const id = await this.open(ticket, code, address);
    return { id, asCitizen: {
      by: { ...by, ref: `citizen of ${id}` }, cause, ifVersion, language,
      retry: { client: ticket, method: retry.method, path: retry.path, key: retry.key, print: retry.print },
    } };
  }
}
