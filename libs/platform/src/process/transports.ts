import type { CustomTransportStrategy } from '@nestjs/microservices';

/**
 * The microservice transports of a process in addition to HTTP. Consumers of the event log register theirs while Nest
 * creates the modules.
 */
export class Transports {
  private readonly added: CustomTransportStrategy[] = [];

  add(strategy: CustomTransportStrategy): void {
    this.added.push(strategy);
  }
  all(): readonly CustomTransportStrategy[] {
    return this.added;
  }
}
