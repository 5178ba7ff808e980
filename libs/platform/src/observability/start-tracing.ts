import type { Config } from '../config/config.js';
import type { Log } from './logging.js';
import { Tracing } from './tracing.js';

class Untraced extends Tracing {
  async stop(): Promise<void> {
    /* nothing to stop */
  }
}

/**
 * Starts the recording of spans if an endpoint is configured. Otherwise the OpenTelemetry SDK is not loaded.
 * @param name the name of the process
 */
export const startTracing = async (
  name: string,
  config: Pick<Config, 'tracing' | 'deployment' | 'nodeEnv'>,
  log: Log,
): Promise<Tracing> => {
  if (!config.tracing) return new Untraced();
  const { SpanExport } = await import('./span-export.js');
  return new SpanExport(name, { ...config, tracing: config.tracing }, log);
};
