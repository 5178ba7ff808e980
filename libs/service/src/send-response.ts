import type { FastifyReply } from 'fastify';
import type { HttpResponse } from '@tuntas/kernel';

/** Sends an answer as it was kept, byte for byte, and says when it is a repetition. */
export const sendResponse = (reply: FastifyReply, sent: HttpResponse): string => {
  reply.status(sent.status).headers({ ...sent.headers, 'content-type': 'application/json; charset=utf-8' });
  if (sent.replayed) reply.header('idempotency-replayed', 'true');
  return sent.body;
};
