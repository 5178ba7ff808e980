import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const fixed64 = z.union([z.string().regex(/^\d+$/), z.int().nonnegative()]);
const dropped = z.int().nonnegative().optional();
const AnyValue: z.ZodType = z.lazy(() =>
  z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ boolValue: z.boolean() }),
    z.strictObject({ doubleValue: z.number() }),
    z.strictObject({ intValue: z.union([z.int(), z.string().regex(/^-?\d+$/)]) }),
    z.strictObject({ arrayValue: z.strictObject({ values: z.array(AnyValue) }) }),
  ]),
);
const attributes = z
  .array(z.strictObject({ key: z.string().min(1), value: AnyValue }))
  .refine(list => new Set(list.map(({ key }) => key)).size === list.length, 'keys are unique')
  .optional();
const traceId = z.string().regex(/^(?!0{32})[0-9a-f]{32}$/);
const spanId = z.string().regex(/^(?!0{16})[0-9a-f]{16}$/);
const flags = z.int().nonnegative().max(0xffff_ffff).optional();

const Span = z
  .strictObject({
    traceId,
    spanId,
    parentSpanId: spanId.optional(),
    traceState: z.string().optional(),
    flags,
    name: z.string().min(1),
    kind: z.int().min(0).max(5),
    startTimeUnixNano: fixed64,
    endTimeUnixNano: fixed64,
    attributes,
    droppedAttributesCount: dropped,
    events: z
      .array(z.strictObject({ timeUnixNano: fixed64, name: z.string(), attributes, droppedAttributesCount: dropped }))
      .optional(),
    droppedEventsCount: dropped,
    links: z
      .array(
        z.strictObject({
          traceId,
          spanId,
          traceState: z.string().optional(),
          attributes,
          droppedAttributesCount: dropped,
          flags,
        }),
      )
      .optional(),
    droppedLinksCount: dropped,
    status: z.strictObject({ code: z.int().min(0).max(2).optional(), message: z.string().optional() }).optional(),
  })
  .refine(
    ({ startTimeUnixNano: start, endTimeUnixNano: end }) => BigInt(start) <= BigInt(end),
    'ends no earlier than it starts',
  );

/**
 * `ExportTraceServiceRequest` of OTLP 1.x in its JSON encoding; fields that the protocol does not define are faults.
 */
const Request = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes, droppedAttributesCount: dropped }).optional(),
      schemaUrl: z.string().optional(),
      scopeSpans: z.array(
        z.strictObject({
          scope: z
            .strictObject({
              name: z.string(),
              version: z.string().optional(),
              attributes,
              droppedAttributesCount: dropped,
            })
            .optional(),
          spans: z.array(Span).min(1),
          schemaUrl: z.string().optional(),
        }),
      ),
    }),
  ),
});

/** A received span. */
export interface ReceivedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parent: string | undefined;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly failed: boolean;
}
// an unspecified kind means internal
const kinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const failed = 2;

export type Behaviour = 'takes' | 'refuses' | 'hangs' | 'closes';

/** A trace receiver that implements OTLP over HTTP with JSON and can simulate failures. */
export class OtlpReceiver {
  behaviour: Behaviour = 'takes';
  readonly spans: ReceivedSpan[] = [];
  /** Requests that violate the protocol. */
  readonly faults: string[] = [];
  /** The raw bodies of all valid requests. */
  readonly texts: string[] = [];
  readonly headers: Record<string, unknown>[] = [];
  /** The number of requests, including those with simulated failures. */
  requestCount = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OtlpReceiver> {
    const server = createServer();
    const receiver = new OtlpReceiver(server);
    server.on('request', (request, response) => {
      void receiver.answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** The spans of one trace. */
  of(traceId: string): readonly ReceivedSpan[] {
    return this.spans.filter(span => span.traceId === traceId);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requestCount += 1;
    const text = ((await request.toArray()) as Buffer[]).join('');
    if (this.behaviour === 'hangs') return;
    if (this.behaviour === 'closes') return void request.socket.destroy();
    if (this.behaviour === 'refuses') return void response.writeHead(503, { 'retry-after': '1' }).end();
    const fault = this.faultOf(request, text);
    if (fault) {
      this.faults.push(fault.message);
      return void response
        .writeHead(fault.status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ code: 3, message: fault.message }));
    }
    this.texts.push(text);
    this.headers.push(request.headers);
    this.take(Request.parse(JSON.parse(text)));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }

  private faultOf(
    { method, url, headers }: IncomingMessage,
    text: string,
  ): { status: number; message: string } | undefined {
    if (url !== '/v1/traces') return { status: 404, message: `no such path: ${url}` };
    if (method !== 'POST') return { status: 405, message: `${method} of traces` };
    if (headers['content-type'] !== 'application/json')
      return { status: 415, message: `content type ${headers['content-type']}` };
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return { status: 400, message: 'not JSON' };
    }
    const { error } = Request.safeParse(body);
    return error && { status: 400, message: z.prettifyError(error) };
  }

  private take({ resourceSpans }: z.output<typeof Request>): void {
    for (const { resource, scopeSpans } of resourceSpans)
      for (const { spans } of scopeSpans)
        for (const span of spans)
          this.spans.push({
            service: String(plain(resource?.attributes)['service.name']),
            traceId: span.traceId,
            spanId: span.spanId,
            parent: span.parentSpanId,
            name: span.name,
            kind: kinds[span.kind]!,
            attributes: plain(span.attributes),
            links: span.links ?? [],
            failed: span.status?.code === failed,
          });
  }
}

const plain = (list: z.output<typeof attributes> = []): Record<string, unknown> =>
  Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value as object)[0]]));
