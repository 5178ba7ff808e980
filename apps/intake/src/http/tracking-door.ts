import { Injectable } from '@nestjs/common';
import { DomainError } from '@tuntas/kernel';
import { FailedAttempts, type RequestContext } from '@tuntas/service';
import { AccessCodes, type CitizenActRequest as AskedByCitizen } from '../use-cases/ports.js';

/** Lets in whoever has a ticket and its access code. */
@Injectable()
export class TrackingDoor {
  constructor(
    private readonly codes: AccessCodes,
    private readonly failed: FailedAttempts,
  ) {}

  /**
   * @returns the complaint's id.
   * @throws one and the same 404 for a wrong ticket and a wrong code; 429 after too many of them
   */
  async open(ticket: string, code: string | undefined, address: string): Promise<string> {
    const given = code ?? '';
    return this.failed.heard(ticket, address, given, async () => {
      const id = await this.codes.verify(ticket, given);
      if (id === null) throw new DomainError('not-found', 'tracking.unknown', 'wrong ticket or access code');
      return id;
    });
  }

  /** The same, to act. Retries of tracking belong to the ticket, not to a token, however it was spelled in the path. */
  async enter(
    ticket: string,
    code: string | undefined,
    address: string,
    { by, cause, ifVersion, retry, language }: RequestContext,
  ): Promise<{ readonly id: string; readonly asCitizen: AskedByCitizen }> {
    const id = await this.open(ticket, code, address);
    return {
      id,
      asCitizen: {
        by: { ...by, ref: `citizen of ${id}` },
        cause,
        ifVersion,
        language,
        retry: {
          client: ticket,
          method: retry.method,
          path: retry.path.replace(/^(\/v1\/tracking\/)[^/]+/, `$1${ticket}`),
          key: retry.key,
          get body() {
            return retry.body;
          },
        },
      },
    };
  }
}
