/** Connection settings of the Kafka cluster, and the configuration of the topic. */
export interface KafkaSettings {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /**
   * One topic per deployment, so that events of two databases never mix. Its name is the prefix of the consumer groups.
   */
  readonly topic: string;
  /** Must not change during the lifetime of the topic: the order per subject depends on it. */
  readonly partitions: number;
  /** Replication factor; used only when the topic is created. */
  readonly replication: number;
  /** Null: plain TCP. `caFile` null: the certificate authorities that Node trusts. */
  readonly tls: { readonly caFile: string | null } | null;
  readonly sasl: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  } | null;
}
