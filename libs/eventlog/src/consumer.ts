import { applyDecorators, Catch, Controller, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { throwError } from 'rxjs';
import type { EventType } from '@tuntas/contracts';

/** The pattern under which the end of a batch reaches a consumer; no event has this name. */
export const endOfBatch = '$end-of-batch';
export const consumerSymbol = (name: string): symbol => Symbol.for(`tuntas.consumer.${name}`);

/** Nest would replace a handler's error by "Internal server error"; the host must see it to park the event. */
@Catch()
class Rethrow implements ExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}

/**
 * The decorators of one consumer, bound to its name: without the symbol every strategy of the process would hear its
 * handlers. `@hears` marks the one handler of some events, `@flushes` the method that writes what a batch has
 * collected.
 */
export const consumerNamed = (
  name: string,
): {
  Consumer: () => ClassDecorator;
  hears: (...types: readonly EventType[]) => MethodDecorator;
  flushes: () => MethodDecorator;
} => ({
  Consumer: () => applyDecorators(Controller(), UseFilters(Rethrow)) as ClassDecorator,
  hears: (...types) => EventPattern([...types], consumerSymbol(name)) as MethodDecorator,
  flushes: () => EventPattern(endOfBatch, consumerSymbol(name)) as MethodDecorator,
});
