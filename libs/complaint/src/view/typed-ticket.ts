import { z } from 'zod';
import { normalizeTicket } from '../domain/index.js';

/** A ticket in a request, normalised to its printed form. Any other text is passed on and matches no complaint. */
export const typedTicket = z.string().min(1).max(80).transform(normalizeTicket);
