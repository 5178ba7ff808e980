import { Payload } from '@nestjs/microservices';
import { causedBy, consumerNamed, type ConsumedEvent } from '@tuntas/eventlog';
import { RouteByRule } from './use-cases/route-by-rule.js';

const { Consumer, hears } = consumerNamed('routing');

/** Consumes lodged and completed complaints and assigns them by rule. */
@Consumer()
export class RoutingConsumer {
  constructor(private readonly routeByRule: RouteByRule) {}

  @hears('complaint.lodged.v1', 'complaint.completed.v1')
  async assign(@Payload() event: ConsumedEvent): Promise<void> {
    await this.routeByRule.execute(event.envelope.subject, causedBy(event));
  }
}
