import { z } from 'zod';
import { faultOf, type Variables } from './variables.js';

export const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** The settings of span export, from OpenTelemetry's standard variables. */
export interface TracingSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: the name of the process. */
  readonly serviceName: string | null;
  readonly resource: Readonly<Record<string, string>>;
  readonly sampler: (typeof samplers)[number];
  readonly ratio: number;
  /** Maximum delay of a span before its batch is exported. */
  readonly delayMs: number;
}

const url = z
  .string()
  .refine(
    value => URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol),
    'must be a URL that starts with http:// or https://',
  );
const decodes = (value: string): boolean => {
  try {
    decodeURIComponent(value);
    return true;
  } catch {
    return false;
  }
};
const pairs = z
  .string()
  .transform(list =>
    list
      .split(',')
      .map(pair => pair.trim())
      .filter(Boolean),
  )
  .refine(
    list => list.every(pair => /^[^\s=]+=[^,]*$/.test(pair) && decodes(pair)),
    'must be a list of name=value, separated by commas',
  )
  .transform(list =>
    Object.fromEntries(
      list.map(pair => {
        const [name, ...value] = pair.split('=');
        return [name!, decodeURIComponent(value.join('=').trim())];
      }),
    ),
  );

const settings = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs.default({}),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: pairs.default({}),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal('http/json', 'must be http/json').optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: z.literal('http/json', 'must be http/json').optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: pairs.default({}),
  OTEL_TRACES_SAMPLER: z.enum(samplers, `must be one of ${samplers.join(', ')}`).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .refine(value => /^(0(\.\d+)?|1(\.0+)?|\.\d+)$/.test(value), 'must be a number from 0 to 1')
    .transform(Number)
    .default(1),
  OTEL_BSP_SCHEDULE_DELAY: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number of milliseconds')
    .transform(Number)
    .default(5_000),
});

/** Reads the tracing settings. Tracing is enabled by an endpoint; the other variables are read only then. */
export const readTracing = (
  given: Variables,
): { readonly tracing: TracingSettings | null; readonly faults: readonly string[] } => {
  const isNamed = 'OTEL_EXPORTER_OTLP_ENDPOINT' in given || 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' in given;
  if (!isNamed || given['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || given['OTEL_TRACES_EXPORTER'] === 'none')
    return { tracing: null, faults: [] };
  const read = settings.safeParse(given);
  if (!read.success) return { tracing: null, faults: read.error.issues.map(faultOf) };
  const value = read.data;
  return {
    faults: [],
    tracing: {
      url:
        value.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ??
        `${value.OTEL_EXPORTER_OTLP_ENDPOINT!.replace(/\/$/, '')}/v1/traces`,
      headers: { ...value.OTEL_EXPORTER_OTLP_HEADERS, ...value.OTEL_EXPORTER_OTLP_TRACES_HEADERS },
      serviceName: value.OTEL_SERVICE_NAME ?? null,
      resource: value.OTEL_RESOURCE_ATTRIBUTES,
      sampler: value.OTEL_TRACES_SAMPLER,
      ratio: value.OTEL_TRACES_SAMPLER_ARG,
      delayMs: value.OTEL_BSP_SCHEDULE_DELAY,
    },
  };
};
