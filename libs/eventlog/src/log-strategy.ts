import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { LoggedEvent } from '@tuntas/contracts';
import type { BatchEffects } from './batch-effects.js';
import { consumerSymbol, endOfBatch } from './consumer.js';
import { ConsumerHost, type ConsumerOptions } from './consumer-host.js';

/** The event log as a Nest transport: a consumer is an ordinary class with `@hears(...)` methods. */
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

  /** Without the call back start-up would never end. */
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

  /** Two handlers of one event would run side by side. */
  override addHandler(pattern: unknown, callback: never, isEvent = false, extras: Record<string, unknown> = {}): void {
    if (!isEvent || this.messageHandlers.has(this.normalizePattern(pattern as string)))
      throw new Error(`${this.name}: ${String(pattern)} must be an event with one handler`);
    super.addHandler(pattern, callback, isEvent, extras);
  }

  /** Not `handleEvent`, which drops errors. */
  private async call(
    pattern: string,
    payload: LoggedEvent | BatchEffects<never>,
    effects: BatchEffects<never>,
  ): Promise<void> {
    // a type is its own route; Nest's look-up parses it anew each time
    const handler = this.messageHandlers.get(pattern);
    if (!handler) return;
    const result: unknown = await handler(payload, effects);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  }
}
