import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Link } from './model.js';

const host = '127.0.0.1';
const listenAgainAfterMs = 20;

/** A TCP proxy that forwards bytes, half-closes and resets immediately, and disturbs them on demand. */
export class ProxyLink implements Link {
  private server: Server | undefined;
  private readonly ways = new Set<Way>();
  private isOpen = true;
  private isFrozen = false;
  private answersToLose = 0;

  private constructor(
    readonly name: string,
    readonly port: number,
    private readonly upstreamPort: number,
  ) {}

  static async open(name: string, port: number, upstreamPort: number): Promise<ProxyLink> {
    const link = new ProxyLink(name, port, upstreamPort);
    await new Promise<void>((resolve, reject) => {
      link.listen(resolve, reject);
    });
    return link;
  }

  cut(): void {
    this.isOpen = false;
    this.server?.close();
    this.server = undefined;
    for (const way of this.ways) way.reset();
  }

  freeze(): void {
    this.isFrozen = true;
    for (const way of this.ways) way.freeze();
  }

  loseAnswers(count: number): void {
    this.answersToLose += count;
  }

  restore(): void {
    this.answersToLose = 0;
    this.isFrozen = false;
    for (const way of this.ways) way.thaw();
    if (this.isOpen) return;
    this.isOpen = true;
    this.listenAgain();
  }

  /** Closes the proxy permanently. */
  close(): void {
    this.cut();
  }

  private listenAgain(): void {
    if (!this.isOpen || this.server) return;
    this.listen(
      () => undefined,
      () => {
        this.server = undefined;
        setTimeout(() => this.listenAgain(), listenAgainAfterMs);
      },
    );
  }

  private listen(listening: () => void, failed: (error: Error) => void): void {
    this.server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, client =>
      this.lead(client),
    )
      .once('error', failed)
      .listen(this.port, host, listening);
  }

  private lead(client: Socket): void {
    const upstream = connect({ port: this.upstreamPort, host, allowHalfOpen: true, noDelay: true });
    const way = new Way(client, upstream, () => this.losesThis());
    this.ways.add(way);
    for (const socket of [client, upstream])
      socket.once('close', () => {
        this.ways.delete(way);
      });
    if (this.isFrozen) way.freeze();
  }

  private losesThis(): boolean {
    if (this.answersToLose === 0) return false;
    this.answersToLose -= 1;
    return true;
  }
}

/** One client connection with its upstream connection. */
class Way {
  private isFrozen = false;

  /** @param loses called at the start of each upstream response */
  constructor(
    private readonly client: Socket,
    private readonly upstream: Socket,
    private readonly loses: () => boolean,
  ) {
    this.lead(client, upstream, () => false);
    this.lead(upstream, client, this.loses);
    this.move();
  }

  reset(): void {
    this.client.resetAndDestroy();
    this.upstream.resetAndDestroy();
  }

  freeze(): void {
    this.isFrozen = true;
    for (const socket of [this.client, this.upstream]) socket.pause();
  }

  thaw(): void {
    this.isFrozen = false;
    this.move();
  }

  private move(): void {
    for (const [from, to] of [
      [this.client, this.upstream],
      [this.upstream, this.client],
    ] as const)
      if (!to.writableNeedDrain) from.resume();
  }

  private lead(from: Socket, to: Socket, swallows: () => boolean): void {
    from.on('data', (chunk: Buffer) => {
      if (swallows()) this.reset();
      else if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => {
      if (!this.isFrozen) from.resume();
    });
    from.on('end', () => {
      to.end();
    });
    from.on('error', () => {
      this.reset();
    });
    from.once('close', () => {
      if (!to.destroyed && !from.readableEnded) this.reset();
    });
  }
}
