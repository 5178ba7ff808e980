import { Payload } from '@nestjs/microservices';
import { causedBy, consumerNamed, type ConsumedEvent } from '@tuntas/eventlog';
import { RouteByRule } from './use-cases/route-by-rule.js';

const { Consumer, handles } = consumerNamed('routing');

/** Consumes lodged and completed complaints and assigns them by rule. */
@Consumer()
export class RoutingConsumer {
  constructor(private readonly routeByRule: RouteByRule) {}

  @handles('complaint.lodged.v1', 'complaint.completed.v1')
  async arrived(@Payload() event: ConsumedEvent): Promise<void> {
    await this.routeByRule.execute(event.envelope.subject, causedBy(event));
  }
}
