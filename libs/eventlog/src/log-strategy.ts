import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { LoggedEvent } from '@tuntas/contracts';
import type { BatchEffects } from './batch-effects.js';
import { consumerSymbol, endOfBatch } from './consumer.js';
import { ConsumerHost, type ConsumerOptions } from './consumer-host.js';

/** Nest transport strategy for the event log. A consumer is a Nest controller with `@handles(...)` methods. */
export class LogStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  readonly name: string;
  private readonly host: ConsumerHost;

  constructor(options: ConsumerOptions) {
    super();
    this.name = options.name;
    this.transportId = consumerSymbol(options.name);
    this.host = new ConsumerHost(options, {
      handles: type => type !== endOfBatch && this.messageHandlers.has(type),
      handle: (event, collected) => this.call(event.envelope.type, event, collected),
      flush: collected => this.call(endOfBatch, collected, collected),
    });
  }

  /** Calls `done` after the start; without it Nest's start-up would never end. */
  listen(done: (error?: unknown) => void): void {
    this.host.start().then(() => done(), done);
  }

  close(): Promise<void> {
    return this.host.stop();
  }

  on(): never {
    throw new Error('The event log has no listeners.');
  }
  unwrap<T>(): T {
    return this as unknown as T;
  }

  /** @throws Error for a second handler of an event: two handlers would run concurrently */
  override addHandler(pattern: unknown, callback: never, isEvent = false, extras: Record<string, unknown> = {}): void {
    if (!isEvent || this.messageHandlers.has(this.normalizePattern(pattern as string)))
      throw new Error(`${this.name}: ${String(pattern)} must be an event with one handler`);
    super.addHandler(pattern, callback, isEvent, extras);
  }

  /** Calls a handler directly, since Nest's `handleEvent` drops errors. */
  private async call(
    pattern: string,
    payload: LoggedEvent | BatchEffects<never>,
    effects: BatchEffects<never>,
  ): Promise<void> {
    // An event type is its own route. Nest's lookup would parse the pattern at each call.
    const handler = this.messageHandlers.get(pattern);
    if (!handler) return;
    const result: unknown = await handler(payload, effects);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  }
}
