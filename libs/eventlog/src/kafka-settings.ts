/** How to reach the Kafka of a deployment, and what its topic must be like. */
export interface KafkaSettings {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /** One topic a deployment: events of two databases never mix. Consumer groups carry its name as their prefix. */
  readonly topic: string;
  /** Never changed while the topic lives: the order per subject rests on it. */
  readonly partitions: number;
  /** Copies of each partition; only for a topic that is made. */
  readonly replication: number;
  /** Null: plain TCP. `caFile` null: the authorities that Node trusts. */
  readonly tls: { readonly caFile: string | null } | null;
  readonly sasl: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  } | null;
}
