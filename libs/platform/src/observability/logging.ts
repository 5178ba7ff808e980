import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { currentSpan } from '@tuntas/eventlog';
import type { Config } from '../config/config.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The log: JSON lines on stdout. Fields must not contain identities, typed text, tokens or access codes. Injectable.
 */
export abstract class Log {
  abstract debug(fields: Fields, message: string): void;
  abstract info(fields: Fields, message: string): void;
  abstract warn(fields: Fields, message: string): void;
  abstract error(fields: Fields, message: string): void;
}

export const createLog = (service: string, config: Pick<Config, 'logLevel'>): Log =>
  pino(
    {
      level: config.logLevel,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      mixin: whereInTrace,
    },
    destination(),
  );

/**
 * Standard output. A closed terminal (EIO) must not end the process before it has stopped its embedded database.
 */
const destination = () => pino.destination(1).on('error', () => undefined);

/** The trace context of a line, in OpenTelemetry's field names. */
const whereInTrace = (): Fields => {
  const span = currentSpan();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
};

/**
 * The log fields of an error. A database message may quote typed text, so only the SQLSTATE, the object names and the
 * stack are logged.
 */
export const describeError = (error: unknown): Fields => {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .map(line => line.trim());
  const state = sqlStateOf(error);
  if (!state)
    return { error: error.name, code: (error as NodeJS.ErrnoException).code, reason: error.message, stack: frames };
  const { driverError } = error as { driverError?: object };
  const { schema, table, constraint, routine } = (driverError ?? error) as Record<string, unknown>;
  return { error: error.name, sqlState: state, schema, table, constraint, routine, stack: frames };
};

/** Logs one line for each request, with the route pattern. Paths, queries, headers and bodies are not logged. */
export const logRequests = (fastify: FastifyInstance, log: Log): void => {
  fastify.addHook('onResponse', (request, reply, done) => {
    log.info(
      {
        method: request.method,
        route: request.is404 ? null : request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
};

/** Nest's start-up loggers, which are logged at debug level. */
const chatty = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
]);

/** Adapts the log to Nest's `LoggerService`, also for `new Logger('...')` of @nestjs/common. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    const context = contextOf(rest);
    this.sink[chatty.has(context ?? '') ? 'debug' : 'info']({ context }, text(message));
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.sink.debug({ context: contextOf(rest) }, text(message));
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.debug(message, ...rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.sink.warn({ context: contextOf(rest) }, text(message));
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    const error = [message, ...rest].find(part => part instanceof Error);
    this.sink.error(
      { context: contextOf(rest), ...(error && describeError(error)) },
      message instanceof Error ? message.name : text(message),
    );
  }
}

const contextOf = (rest: readonly unknown[]): string | undefined => {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
};
const text = (message: unknown): string =>
  typeof message === 'string' ? message : (JSON.stringify(message) ?? String(message));

/** The SQLSTATE of a database error, raw or wrapped by TypeORM; null for any other error. */
export const sqlStateOf = (error: unknown): string | null => {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  const state = driverError?.code ?? code;
  return typeof state === 'string' && /^[0-9A-Z]{5}$/.test(state) && /\d/.test(state) ? state : null;
};
