import { DomainError, inEachRole } from '@tuntas/kernel';
import type { RequestContext } from './request-context.js';

/**
 * Does an act in the first of the caller's roles that may do it, so that the event names the role in which it was done.
 * A refusal rolls back whatever was begun.
 * @throws DomainError of the role that came furthest: what is refused as out of reach in one may be refused with its
 *   reason in another
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
