/** The span recording of the process. Injectable. */
export abstract class Tracing {
  /** Exports the remaining spans, with a timeout of a few seconds. */
  abstract stop(): Promise<void>;
  /** Nest calls this after all requests and consumers have ended. */
  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }
}
