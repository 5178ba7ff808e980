import { DomainError, inEachRole } from '@tuntas/kernel';
import type { RequestContext } from './request-context.js';

/**
 * Performs an act in the first of the caller's roles that permits it, so that the event records this role. A refused
 * attempt is rolled back before the next one.
 * @throws DomainError of the most specific refusal: a reason from one role takes precedence over `not-found` from
 *   another
 */
export const inAnyRole = async <T>(
  context: RequestContext,
  act: (context: RequestContext) => Promise<T>,
): Promise<T> => {
  let refusal: unknown;
  for (const by of inEachRole(context.by)) {
    try {
      return await act({ ...context, by });
    } catch (error) {
      if (!(error instanceof DomainError) || !['not-found', 'forbidden', 'conflict'].includes(error.kind)) throw error;
      if (refusal === undefined || (refusal as DomainError).kind === 'not-found') refusal = error;
    }
  }
  throw refusal;
};
