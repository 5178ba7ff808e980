import type { FastifyReply } from 'fastify';
import type { HttpResponse } from '@tuntas/kernel';

/** Sends a stored response byte for byte. A replayed one has the header `Idempotency-Replayed`. */
export const sendResponse = (reply: FastifyReply, response: HttpResponse): string => {
  reply.status(response.status).headers({ ...response.headers, 'content-type': 'application/json; charset=utf-8' });
  if (response.replayed) reply.header('idempotency-replayed', 'true');
  return response.body;
};
