import { Injectable } from '@nestjs/common';
import { DomainError } from '@tuntas/kernel';
import { FailedAttempts, type RequestContext } from '@tuntas/platform';
import { AccessCodes, type CitizenActRequest as CitizenRequest } from '../use-cases/ports.js';

/** Authenticates citizens by ticket and access code. */
@Injectable()
export class TrackingAccess {
  constructor(
    private readonly codes: AccessCodes,
    private readonly failedAttempts: FailedAttempts,
  ) {}

  /**
   * @returns the id of the complaint
   * @throws DomainError not-found `tracking.unknown` for a wrong ticket and a wrong code alike; 429 after too many
   *   failed attempts
   */
  async authenticate(ticket: string, code: string | undefined, address: string): Promise<string> {
    const given = code ?? '';
    return this.failedAttempts.attempt(ticket, address, given, async () => {
      const id = await this.codes.verify(ticket, given);
      if (id === null) throw new DomainError('not-found', 'tracking.unknown', 'wrong ticket or access code');
      return id;
    });
  }

  /** Authenticates an act. The idempotency key is scoped to the normalised ticket, since there is no token. */
  async authenticateAct(
    ticket: string,
    code: string | undefined,
    address: string,
    { by, cause, ifVersion, retry, language }: RequestContext,
  ): Promise<{ readonly id: string; readonly asCitizen: CitizenRequest }> {
    const id = await this.authenticate(ticket, code, address);
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
