import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../config/addresses.js';
import { Refusal } from '../api/problems/problem.js';

/** Timeouts of an HTTP server for its clients, in milliseconds. */
export interface ClientTimeouts {
  /** For the request headers, from the opening of the connection or the end of the previous request. */
  readonly headersMs: number;
  /** For the whole request. */
  readonly requestMs: number;
  /** Grace period of a body before the minimum rate applies. */
  readonly graceMs: number;
  /** Idle timeout of a client that does not read its response. */
  readonly readerMs: number;
  /** Interval of the checks. */
  readonly checkEveryMs: number;
}
export const defaultClientTimeouts: ClientTimeouts = {
  headersMs: 15_000,
  requestMs: 60_000,
  graceMs: 10_000,
  readerMs: 60_000,
  checkEveryMs: 1_000,
};

/** Minimum average rate of a request body. The slowest mobile network is ten times as fast. */
const bytesPerSecondAtLeast = 500;
/** Maximum number of bodies that arrive concurrently. Each may occupy memory up to the maximum body size. */
export const incompleteAtMost = 256;
export const incompleteFromOneAddressAtMost = 32;

interface IncompleteRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly address: string;
  readonly since: number;
  readonly bytesBefore: number;
}
type Respond = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

const tooSlow = new Refusal(408, 'request.too-slow');

/**
 * The requests with incomplete bodies. Nearly all bodies arrive together with their headers and are never listed here.
 */
class IncompleteRequests {
  private readonly entries = new Set<IncompleteRequest>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly respond: Respond,
    private readonly timeouts: ClientTimeouts,
  ) {}

  /**
   * Watches a body until it is complete. Beyond a limit, the oldest incomplete request is aborted.
   */
  watch(request: FastifyRequest, reply: FastifyReply): void {
    const { raw } = request;
    if (raw.complete) return;
    const address = networkOf(request.ip);
    const fromAddress = [...this.entries].filter(each => each.address === address);
    if (fromAddress.length >= incompleteFromOneAddressAtMost) this.abort(fromAddress[0]!);
    else if (this.entries.size >= incompleteAtMost) this.abort(this.entries.values().next().value!);
    const entry: IncompleteRequest = {
      request,
      reply,
      address,
      since: performance.now(),
      bytesBefore: raw.socket.bytesRead,
    };
    this.entries.add(entry);
    const complete = (): void => this.forget(entry);
    raw.once('end', complete).once('close', complete);
    this.timer ??= setInterval(() => this.abortSlow(), this.timeouts.checkEveryMs).unref();
  }

  private abortSlow(): void {
    for (const entry of [...this.entries]) if (this.isTooSlow(entry)) this.abort(entry);
  }

  private isTooSlow({ request: { raw }, since, bytesBefore }: IncompleteRequest): boolean {
    const waitedMs = performance.now() - since;
    // data that the server has not read yet is not the client's delay
    if (waitedMs < this.timeouts.graceMs || raw.readableLength > 0) return false;
    return (raw.socket.bytesRead - bytesBefore) / (waitedMs / 1_000) < bytesPerSecondAtLeast;
  }

  /** Responds 408 and closes the connection. */
  private abort(entry: IncompleteRequest): void {
    this.forget(entry);
    const { request, reply } = entry;
    if (reply.sent) {
      request.raw.destroy();
      return;
    }
    reply.header('connection', 'close');
    this.respond(tooSlow, request, reply);
  }

  private forget(entry: IncompleteRequest): void {
    this.entries.delete(entry);
    if (this.entries.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

/**
 * Prevents clients from holding a connection by sending the body or reading the response slowly. Node itself enforces
 * the timeouts of the headers and of the whole request.
 */
export const limitSlowClients = (
  fastify: FastifyInstance,
  respond: Respond,
  timeouts: ClientTimeouts = defaultClientTimeouts,
): void => {
  const incomplete = new IncompleteRequests(respond, timeouts);
  fastify.addHook('preParsing', (request, reply, _payload, done) => {
    incomplete.watch(request, reply);
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    reply.raw.socket?.setTimeout(timeouts.readerMs); // Node resets it for the next request of the connection
    done(null, payload);
  });
};
