import { Ctx, Payload } from '@nestjs/microservices';
import { eventTypes } from '@tuntas/contracts';
import { consumerNamed, type BatchEffects, type ConsumedEvent } from '@tuntas/eventlog';
import { Cards } from './storage/cards.js';
import { ClockTallies } from './storage/clock-tallies.js';
import { Timeline } from './storage/timeline.js';

const { Consumer, handles, flushes } = consumerNamed('queries');

/** Consumes every event about a complaint and updates the projections. */
@Consumer()
export class QueriesConsumer {
  constructor(
    private readonly cards: Cards,
    private readonly tallies: ClockTallies,
    private readonly timeline: Timeline,
  ) {}

  @handles(...eventTypes)
  collect(@Payload() event: ConsumedEvent, @Ctx() effects: BatchEffects<ConsumedEvent>): void {
    effects.add(event);
  }

  @flushes()
  async flush(@Payload() { items }: BatchEffects<ConsumedEvent>): Promise<void> {
    const newest = Math.max(...items.map(({ envelope }) => Date.parse(envelope.time)));
    const complaintIds = [...new Set(items.map(({ envelope }) => envelope.subject))];
    await this.cards.refresh(complaintIds, new Date(newest), newestOf(items));
    await this.tallies.refresh(complaintIds);
    await this.timeline.append(items);
  }
}

/** Returns the time of the latest event of each complaint. */
const newestOf = (items: readonly ConsumedEvent[]): ReadonlyMap<string, Date> => {
  const newest = new Map<string, Date>();
  for (const {
    envelope: { subject, time },
  } of items) {
    const [at, known] = [new Date(time), newest.get(subject)];
    if (known === undefined || known < at) newest.set(subject, at);
  }
  return newest;
};
