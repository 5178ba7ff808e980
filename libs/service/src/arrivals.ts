import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from './addresses.js';
import { Refusal } from './problem.js';

/** How long a server waits for its clients, in milliseconds. */
export interface ClientTimeouts {
  /** For the headers of a request, from the opening of the connection or the end of the request before. */
  readonly headersMs: number;
  /** For the whole request. */
  readonly requestMs: number;
  /** How long a body may arrive before its rate counts. */
  readonly graceMs: number;
  /** For a client that takes nothing of its answer. */
  readonly readerMs: number;
  /** How often all of this is looked at. */
  readonly lookEveryMs: number;
}
export const defaultClientTimeouts: ClientTimeouts = {
  headersMs: 15_000,
  requestMs: 60_000,
  graceMs: 10_000,
  readerMs: 60_000,
  lookEveryMs: 1_000,
};

/** A body arrives at this rate at least, on average: the slowest mobile network is ten times as fast. */
const bytesPerSecondAtLeast = 500;
/** Bodies that are arriving at once: each may lie in memory, up to the size of the largest body. */
export const arrivingAtMost = 256;
export const arrivingFromOneAddressAtMost = 32;

interface Arrival {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly address: string;
  readonly since: number;
  readonly bytesBefore: number;
}
type Answer = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

const tooSlow = new Refusal(408, 'request.too-slow');

/**
 * The requests whose bodies have not arrived in full. Nearly all bodies come along with their headers and are never
 * listed here.
 */
class Arrivals {
  private readonly arriving = new Set<Arrival>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly answer: Answer,
    private readonly timeouts: ClientTimeouts,
  ) {}

  /**
   * Watches a body until it has arrived. Where there are too many, the one that has been arriving longest is given up.
   */
  watch(request: FastifyRequest, reply: FastifyReply): void {
    const { raw } = request;
    if (raw.complete) return;
    const address = networkOf(request.ip);
    const neighbours = [...this.arriving].filter(each => each.address === address);
    if (neighbours.length >= arrivingFromOneAddressAtMost) this.giveUp(neighbours[0]!);
    else if (this.arriving.size >= arrivingAtMost) this.giveUp(this.arriving.values().next().value!);
    const arrival: Arrival = { request, reply, address, since: performance.now(), bytesBefore: raw.socket.bytesRead };
    this.arriving.add(arrival);
    const over = (): void => this.forget(arrival);
    raw.once('end', over).once('close', over);
    this.timer ??= setInterval(() => this.look(), this.timeouts.lookEveryMs).unref();
  }

  private look(): void {
    for (const arrival of [...this.arriving]) if (this.isTooSlow(arrival)) this.giveUp(arrival);
  }

  private isTooSlow({ request: { raw }, since, bytesBefore }: Arrival): boolean {
    const waitedMs = performance.now() - since;
    // what lies unread is not the client's delay
    if (waitedMs < this.timeouts.graceMs || raw.readableLength > 0) return false;
    return (raw.socket.bytesRead - bytesBefore) / (waitedMs / 1_000) < bytesPerSecondAtLeast;
  }

  /** Answers 408 and ends the connection. */
  private giveUp(arrival: Arrival): void {
    this.forget(arrival);
    const { request, reply } = arrival;
    if (reply.sent) {
      request.raw.destroy();
      return;
    }
    reply.header('connection', 'close');
    this.answer(tooSlow, request, reply);
  }

  private forget(arrival: Arrival): void {
    this.arriving.delete(arrival);
    if (this.arriving.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

/**
 * Lets no client hold a connection by sending its body, or reading its answer, at a crawl. Headers and the total time
 * are Node's own to watch.
 */
export const limitSlowClients = (
  fastify: FastifyInstance,
  answer: Answer,
  timeouts: ClientTimeouts = defaultClientTimeouts,
): void => {
  const arrivals = new Arrivals(answer, timeouts);
  fastify.addHook('preParsing', (request, reply, _payload, done) => {
    arrivals.watch(request, reply);
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    reply.raw.socket?.setTimeout(timeouts.readerMs); // Node sets it anew for the next request of the connection
    done(null, payload);
  });
};
