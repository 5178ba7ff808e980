/** A real Kafka broker on 127.0.0.1 that this process runs. */
export interface Broker {
  /** `host:port`, as KAFKA_BROKERS takes it. */
  readonly brokers: string;
  readonly pid: number;
  /** When its process is gone, with what it said last. */
  readonly ended: Promise<string>;
  /** Ends it in order, within 15 s. */
  stop(): Promise<void>;
}

export interface BrokerOptions {
  /** The folder that keeps the data, and `broker.log`. */
  readonly home: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** A second way in, whose clients are sent on to another port: that of whoever stands between. */
  readonly sideDoor?: { readonly port: number; readonly advertised: number };
  readonly say: (message: string) => void;
  /** Where the jars are kept; absent: with the project, for all brokers. */
  readonly libs?: string;
}

export const startBroker: (options: BrokerOptions) => Promise<Broker>;
export const whatIsMissing: (libs?: string) => string | null;
