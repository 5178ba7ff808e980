import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltSystem } from './built-system.js';
import { City } from './city.js';
import type { OtlpReceiver } from './otlp-receiver.js';
import { kill, running } from './processes.js';
import { publishedOnPostgres, type PublishedEvent } from './published-events.js';

/** One process that exports its spans to a receiver, configured through the environment alone. */
export class TracedCity extends City {
  private constructor(
    readonly system: BuiltSystem,
    adminUrl: string,
    private readonly home: string,
  ) {
    super(system.url, adminUrl);
  }

  /** @param at business time at the start; no complaint exists yet */
  static async start(receiver: OtlpReceiver, at: string): Promise<TracedCity> {
    const home = mkdtempSync(join(tmpdir(), 'tuntas-traced-'));
    chmodSync(home, 0o711); // the user of the database server needs access
    const system = await BuiltSystem.start({
      TUNTAS_HOME: home,
      LOG_LEVEL: 'info',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=banjarmasin,authorization=Bearer%20qzxwvkkunci',
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_RESOURCE_ATTRIBUTES: 'service.version=1.2.3',
    });
    const { port, password } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    const city = new TracedCity(system, `postgresql://postgres:${password}@127.0.0.1:${port}/tuntas`, home);
    await city.set(at);
    return city;
  }

  publishedEvents(subject?: string): Promise<readonly PublishedEvent[]> {
    return publishedOnPostgres(this, subject);
  }

  /** The JSON lines of its log so far. */
  get lines(): readonly Record<string, unknown>[] {
    return this.system.output
      .split('\n')
      .filter(line => line.startsWith('{'))
      .map(line => JSON.parse(line) as Record<string, unknown>);
  }

  /** Stops the system with SIGTERM. @returns exit code and signal */
  async stop(): Promise<string> {
    await this.leave();
    const everybody = [this.system.pid, ...this.system.descendants];
    this.system.signal('SIGTERM');
    const how = await this.system.ended;
    kill(running(everybody));
    rmSync(this.home, { recursive: true, force: true });
    return how;
  }
}
