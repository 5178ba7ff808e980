/** The recording of spans, for as long as the process lives. Injectable. */
export abstract class Tracing {
  /** Sends what is left, for a few seconds at most. */
  abstract stop(): Promise<void>;
  /** Nest calls this when no request and no consumer is left. */
  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }
}
