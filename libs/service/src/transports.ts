import type { CustomTransportStrategy } from '@nestjs/microservices';

/**
 * The transports that a service listens to besides HTTP; consumers of the event log add theirs while the modules are
 * made.
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
