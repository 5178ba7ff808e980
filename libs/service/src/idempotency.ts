import { createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import { createParamDecorator, Injectable, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Retriable } from '@tuntas/kernel';
import { Refusal } from './problem.js';
import { Secrets } from './secrets.js';

const requestOf = (_: unknown, context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

/** Turns a request into what makes another one its repetition. */
@Injectable()
export class RetryPipe implements PipeTransform<FastifyRequest, Retriable> {
  constructor(private readonly secrets: Secrets) {}

  transform(request: FastifyRequest): Retriable {
    const { printsKey } = this.secrets;
    return {
      client: request.actor.ref,
      method: request.method,
      path: request.url.split('?', 1)[0]!,
      key: hiddenKey(idempotencyKeyOf(request.headers['idempotency-key']), printsKey),
      get print() { return createHmac('sha256', printsKey).update(canonicalize(request.body) ?? '').digest(); },
    };
  }
}

/** Clients put whatever they like into a key, names and numbers too; so what is remembered is an HMAC, as of the body. */
const hiddenKey = (key: string | null, printsKey: Buffer): string | null =>
  key && createHmac('sha256', printsKey).update(`key ${key}`).digest('hex');

/** @throws Refusal 400 unless it has 1 to 255 printable ASCII characters */
export const idempotencyKeyOf = (header: string | string[] | undefined): string | null => {
  if (header === undefined) return null;
  if (typeof header !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(header)) throw new Refusal(400, 'request.idempotency-key');
  return header;
};

/** @returns the version that the caller has seen; null for none or `*`. @throws Refusal 400 when malformed */
export const versionOf = (header: string | undefined): number | null => {
  if (header === undefined || header.trim() === '*') return null;
  const [, version] = /^\s*(?:W\/)?"(\d{1,15})"\s*$/.exec(header) ?? [];
  if (!version) throw new Refusal(400, 'request.if-match');
  return Number(version);
};

const RequestItself = createParamDecorator(requestOf);
/** A parameter of type `Retriable`: who asks for what, under which Idempotency-Key. */
export const Retry = (): ParameterDecorator => RequestItself(RetryPipe);
/** A parameter of type `number | null`: the version that If-Match names. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) => versionOf(requestOf(_, context).headers['if-match']));
