import { createParamDecorator, Injectable, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { firstCause, type Cause } from '@tuntas/contracts';
import type { Actor, IdempotentRequest } from '@tuntas/kernel';
import { idempotentRequestOf, versionOf } from './idempotency.js';
import { languageOf, type Language } from './locale.js';
import { visibleLine } from './visible-text.js';
import { spanOf } from '../observability/trace.js';

/** The request data of an act in addition to its body. */
export interface RequestContext {
  readonly by: Actor;
  readonly cause: Cause;
  /** The version of If-Match; null: any. */
  readonly ifVersion: number | null;
  readonly retry: IdempotentRequest;
  readonly language: Language;
  /** The name in the caller's token; null without one. For receipts only. */
  readonly callerName: string | null;
}

@Injectable()
class RequestContextPipe implements PipeTransform<FastifyRequest, RequestContext> {
  transform(request: FastifyRequest): RequestContext {
    return {
      by: request.actor,
      cause: { ...firstCause(request.id), traceparent: spanOf(request).traceparent },
      ifVersion: versionOf(request.headers['if-match']),
      retry: idempotentRequestOf(request),
      language: languageOf(request.headers),
      callerName: visibleLine(request.caller?.name ?? '') || null,
    };
  }
}

const RequestItself = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<FastifyRequest>(),
);
/** Injects the `RequestContext`. */
export const Context = (): ParameterDecorator => RequestItself(RequestContextPipe);
