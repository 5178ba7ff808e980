import { z } from 'zod';
import { normalizeTicket } from '../domain/index.js';

/** A ticket in a request, as people type it; read in the printed form. Text that is none is kept, and finds nothing. */
export const typedTicket = z.string().min(1).max(80).transform(normalizeTicket);
