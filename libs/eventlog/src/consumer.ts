import { applyDecorators, Catch, Controller, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { throwError } from 'rxjs';
import type { EventType } from '@tuntas/contracts';

/** The message pattern of the end of a batch. No event type has this name. */
export const endOfBatch = '$end-of-batch';
export const consumerSymbol = (name: string): symbol => Symbol.for(`tuntas.consumer.${name}`);

/**
 * Rethrows the error of a handler unchanged. Nest would replace it by "Internal server error", but the consumer host
 * needs the original error to park the event.
 */
@Catch()
class Rethrow implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}

/**
 * Creates the decorators of one consumer. The symbol binds them to its name; without it every transport strategy of the
 * process would register its handlers. `@handles` marks the only handler of the given event types. `@flushes` marks the
 * method that writes the effects collected in a batch.
 */
export const consumerNamed = (
  name: string,
): {
  Consumer: () => ClassDecorator;
  handles: (...types: readonly EventType[]) => MethodDecorator;
  flushes: () => MethodDecorator;
} => ({
  Consumer: () => applyDecorators(Controller(), UseFilters(Rethrow)) as ClassDecorator,
  handles: (...types) => EventPattern([...types], consumerSymbol(name)) as MethodDecorator,
  flushes: () => EventPattern(endOfBatch, consumerSymbol(name)) as MethodDecorator,
});
