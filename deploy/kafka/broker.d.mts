/** A Kafka broker on 127.0.0.1 that this process runs. */
export interface Broker {
  /** `host:port`, the value for KAFKA_BROKERS. */
  readonly brokers: string;
  readonly pid: number;
  /** Resolves with the last log lines when the process of the broker has ended. */
  readonly ended: Promise<string>;
  /** Shuts the broker down within 15 s. */
  stop(): Promise<void>;
}

export interface BrokerOptions {
  /** The folder of the data and `broker.log`. */
  readonly home: string;
  /** 0: a free port. */
  readonly port: number;
  /** A second listener whose advertised port is that of a proxy in front of it. */
  readonly sideDoor?: { readonly port: number; readonly advertised: number };
  readonly say: (message: string) => void;
  /** The folder of the jars; absent: the folder of the project, shared by all brokers. */
  readonly libs?: string;
}

export const startBroker: (options: BrokerOptions) => Promise<Broker>;
export const whatIsMissing: (libs?: string) => string | null;
