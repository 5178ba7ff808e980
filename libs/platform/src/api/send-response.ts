import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { HttpResponse } from '@tuntas/kernel';

/** Sends a stored response byte for byte. A replayed one has the header `Idempotency-Replayed`. */
export const sendResponse = (reply: FastifyReply, response: HttpResponse): string => {
  reply.status(response.status).headers({ ...response.headers, 'content-type': 'application/json; charset=utf-8' });
  if (response.replayed) reply.header('idempotency-replayed', 'true');
  return response.body;
};

/**
 * Sends the stored response that an idempotent operation returns. A string is a body that the operation has prepared.
 */
@Injectable()
export class SendStoredResponse implements NestInterceptor<HttpResponse | string, string> {
  intercept(context: ExecutionContext, next: CallHandler<HttpResponse | string>): Observable<string> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map(result => (typeof result === 'string' ? result : sendResponse(reply, result))));
  }
}
