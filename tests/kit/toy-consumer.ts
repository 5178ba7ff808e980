import { type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Database } from '@tuntas/database';
import { consumerNamed, LogStrategy, type BatchEffects, type ConsumerKind, type ConsumedEvent } from '@tuntas/eventlog';
import type { BareDatabase } from './bare-database.js';
import type { LogKind } from './event-logs.js';

/** One consumer of each kind, with the name and role of a service of that kind. */
export const kinds = [
  { kind: 'deciding', name: 'routing' },
  { kind: 'reconciling', name: 'sla' },
  { kind: 'projecting', name: 'queries' },
] as const satisfies readonly { kind: ConsumerKind; name: string }[];
export type Kind = (typeof kinds)[number];

export const makeEffects = async (bare: BareDatabase): Promise<void> => {
  await bare.sql(`
    CREATE TABLE toy.effects (
      n bigint GENERATED ALWAYS AS IDENTITY,
      consumer text,
      event_id uuid,
      subject text,
      sequence bigint
    );
    -- Only projections have unique rows of their own; a duplicate effect of the other kinds must be visible.
    CREATE UNIQUE INDEX folded ON toy.effects (consumer, event_id) WHERE consumer = 'queries';
    GRANT USAGE ON SCHEMA toy TO PUBLIC;
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA toy TO PUBLIC`);
};

/** The handler of the toy consumer: it writes an effect for every event, then fails for poison events. */
export abstract class Toy {
  abstract handle(event: ConsumedEvent, effects: BatchEffects<ConsumedEvent>): Promise<void>;
  abstract flush(effects: BatchEffects<ConsumedEvent>): Promise<void>;
}

const consumerOf = (name: string): Type => {
  const { Consumer, handles, flushes } = consumerNamed(name);
  @Consumer()
  class ToyConsumer {
    constructor(private readonly toy: Toy) {}
    @handles('complaint.accepted.v1', 'complaint.resolved.v1')
    handle(@Payload() event: ConsumedEvent, @Ctx() effects: BatchEffects<ConsumedEvent>): Promise<void> {
      return this.toy.handle(event, effects);
    }
    @flushes()
    flush(@Payload() effects: BatchEffects<ConsumedEvent>): Promise<void> {
      return this.toy.flush(effects);
    }
  }
  return ToyConsumer;
};

/** A process that runs one toy consumer on the real log. */
export class ToyProcess extends Toy {
  /** Events that fail, as `subject#sequence`. */
  readonly poison = new Set<string>();
  /** The size of each batch. */
  readonly batches: number[] = [];
  /** Runs inside the transaction, after the effects were written. */
  meanwhile: (events: readonly ConsumedEvent[]) => Promise<void> = async () => undefined;
  private app!: INestMicroservice;

  private constructor(
    private readonly name: string,
    private readonly kind: ConsumerKind,
    private readonly database: Database,
  ) {
    super();
  }

  static async start(
    bare: BareDatabase,
    { open }: Pick<LogKind, 'open'>,
    { kind, name }: Kind,
    prepare: (process: ToyProcess) => void = () => undefined,
  ): Promise<ToyProcess> {
    const database = await bare.openAs(name);
    const log = await open(bare);
    const process = new ToyProcess(name, kind, database);
    prepare(process);
    @Module({ controllers: [consumerOf(name)], providers: [{ provide: Toy, useValue: process }] })
    class ToyModule {}
    process.app = await NestFactory.createMicroservice(ToyModule, {
      logger: false,
      abortOnError: false,
      strategy: new LogStrategy({ name, kind, database, log, onFailure: () => undefined }),
    });
    await process.app.listen();
    return process;
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  async handle(event: ConsumedEvent, effects: BatchEffects<ConsumedEvent>): Promise<void> {
    if (this.kind !== 'deciding') {
      effects.add(event);
      return;
    }
    await this.database.sql('SELECT FROM toy.heads WHERE subject = $1 FOR UPDATE', [event.envelope.subject]);
    await this.effect([event]);
  }

  async flush({ items }: BatchEffects<ConsumedEvent>): Promise<void> {
    if (this.kind !== 'deciding') await this.effect(items);
  }

  private async effect(events: readonly ConsumedEvent[]): Promise<void> {
    this.batches.push(events.length);
    await this.database.run(
      `INSERT INTO toy.effects (consumer, event_id, subject, sequence)
       SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::bigint[]) ON CONFLICT DO NOTHING`,
      [
        this.name,
        events.map(({ envelope }) => envelope.id),
        events.map(({ envelope }) => envelope.subject),
        events.map(({ envelope }) => envelope.sequence),
      ],
    );
    await this.meanwhile(events);
    if (events.some(({ envelope }) => this.poison.has(`${envelope.subject}#${envelope.sequence}`)))
      throw new Error('poison');
  }
}
