import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Problem } from './problems/problem.js';
import { servedDocument, serveDocument, type ServedDocument } from './served-document.js';
import { version } from '../config/version.js';

type SchemaObject = Record<string, unknown>;

/**
 * Converts a zod schema to JSON Schema 2020-12, with a component for each schema that has an id. Nest's own converter
 * targets OpenAPI 3.0.
 */
export const toOpenApi = (schema: unknown, { schemaType }: { readonly schemaType: 'input' | 'output' }) => {
  if (!(schema instanceof z.core.$ZodType)) return undefined;
  const {
    $defs = {},
    $schema: _,
    ...rest
  } = z.toJSONSchema(schema, {
    io: schemaType,
    override: ({ zodSchema, jsonSchema }) => {
      delete jsonSchema.id;
      makeGeneratable(jsonSchema);
      if (zodSchema instanceof z.ZodDefault && schemaType === 'input')
        jsonSchema.default ??= zodSchema.def.defaultValue; // zod omits it for schemas with a transformation
      // the pattern stays for e-mail addresses, because validators disagree on that format
      if (jsonSchema.format !== 'email' && jsonSchema.format) delete jsonSchema.pattern;
      if (schemaType === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  }) as SchemaObject & { $defs?: Record<string, SchemaObject>; $schema?: string };
  const id = z.globalRegistry.get(schema)?.id;
  return id
    ? { schema: { $ref: `#/components/schemas/${id}` }, components: { ...$defs, [id]: $defs[id] ?? rest } }
    : { schema: rest, components: $defs };
};

/**
 * Rewrites schemas that make client generators emit code that does not compile: removes JavaScript's own bounds from an
 * integer, and describes a boolean with one allowed value as a boolean instead of an enumeration.
 */
const makeGeneratable = (schema: SchemaObject): void => {
  if (schema['type'] === 'integer') {
    if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
    if (schema['maximum'] === Number.MAX_SAFE_INTEGER) {
      delete schema['maximum'];
      schema['format'] = 'int64';
    }
  }
  if (schema['type'] === 'boolean' && 'const' in schema) {
    schema['not'] = { const: !schema['const'] };
    delete schema['const'];
  }
};

/** The tags of the document, in the order of a complaint's life cycle. */
const tags: Readonly<Record<string, string>> = {
  Intake: 'Lodging of complaints at a counter, in an app or by a hotline',
  Tracking: 'Tracking of a complaint by the citizen, with ticket and access code',
  Routing: 'Verification and assignment of complaints by the coordinator',
  Casework: 'Handling of complaints by the offices',
  Complaints: 'Reading of complaints, limited by the role of the caller',
  SLA: 'SLA clocks, policies and calendars, and the explanation of due instants',
  Escalation: 'Escalation of overdue complaints through the levels of the ladder',
  Ombudsman: 'Cases that were referred to the Ombudsman',
  Messages: 'Messages to citizens, including letters to print',
  Audit: 'The permanent audit log',
  'Reference data': 'Offices, categories, regions, counters',
  Administration: 'Parked events of consumers and their replay',
  Health: 'Entry point and health checks',
  Development: 'Tokens and business time for development; absent in production',
};

/** The name of the process that runs all services. */
const wholeSystem = 'tuntas';

/** The parts of the document without the operations. */
const frame = new DocumentBuilder()
  .setOpenAPIVersion('3.1.0')
  .setTitle('Tuntas')
  .setVersion(version)
  .setDescription(
    'Complaints from the counter to the responsible office, up to the Ombudsman. Errors are problem+json (RFC 9457), in Indonesian or English by Accept-Language. ' +
      'Instants in requests must be in the years 1900 to 2199 UTC.',
  )
  .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
  .addServer('/')
  .addBearerAuth(
    {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'An access token of the configured issuer; in development, a token of `POST /dev/token`.',
    },
    'bearer',
  )
  .addApiKey(
    {
      type: 'apiKey',
      in: 'header',
      name: 'X-Access-Code',
      description:
        'The access code on the receipt. With the ticket, it lets a citizen track a complaint. A clerk sends it in addition to the token.',
    },
    'accessCode',
  )
  .setExternalDoc('Entry point of this system', '/')
  .build();
frame.info.contact = { name: 'Tuntas' };

/** The OpenAPI 3.1 document of the application. */
export const documentOf = (app: NestFastifyApplication, issuer: string | null): OpenAPIObject => {
  const document = SwaggerModule.createDocument(app, structuredClone(frame), {
    autoTagControllers: false,
    standardSchemaConverter: toOpenApi,
  });
  const { components = {} } = document;
  // Nest adds a component `Function` for queries, from the decorator metadata, although they have a schema.
  const { Function: _, ...schemas } = components.schemas ?? {};
  components.schemas = { ...schemas, ...toOpenApi(Problem, { schemaType: 'output' })!.components };
  for (const [path, item] of Object.entries(document.paths))
    for (const operation of Object.values(item)) completeOperation(path, operation as SpecOperation, issuer !== null);
  if (issuer !== null) components.securitySchemes = { ...components.securitySchemes, openId: openIdOf(issuer) };
  return { ...document, tags: tagsOf(document.paths), components };
};

const openIdOf = (issuer: string) => ({
  type: 'openIdConnect' as const,
  openIdConnectUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  description: 'The issuer of access tokens',
});

/**
 * Merges the documents of several services into one. If several documents describe the same operation or schema, the
 * first takes precedence.
 */
export const mergedDocument = (documents: readonly OpenAPIObject[]): OpenAPIObject => {
  const paths: OpenAPIObject['paths'] = {};
  const schemas: NonNullable<OpenAPIObject['components']>['schemas'] = {};
  let { securitySchemes } = frame.components ?? {};
  for (const document of documents) {
    for (const [path, item] of Object.entries(document.paths)) paths[path] = { ...item, ...paths[path] };
    Object.assign(schemas, { ...document.components?.schemas, ...schemas });
    securitySchemes = { ...document.components?.securitySchemes, ...securitySchemes };
  }
  return {
    ...frame,
    paths,
    tags: tagsOf(paths),
    components: { ...frame.components, schemas, ...(securitySchemes && { securitySchemes }) },
  };
};

const tagsOf = (paths: OpenAPIObject['paths']) => {
  const used = new Set(
    Object.values(paths).flatMap(path =>
      Object.values(path).flatMap(operation => (operation as SpecOperation).tags ?? []),
    ),
  );
  return Object.entries(tags)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
};

interface SpecOperation {
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { readonly name?: string }[];
  requestBody?: { content?: Record<string, SchemaObject> };
  responses?: Record<
    string,
    { description?: string; content?: Record<string, SchemaObject>; 'x-codes'?: readonly string[] }
  >;
  [extension: `x-${string}`]: unknown;
}

/**
 * Refusals by the HTTP layer, independent of the operation: a body that arrives too slowly, and a path parameter that
 * is too long.
 */
const refusedByHttp = (
  path: string,
  { requestBody }: SpecOperation,
): readonly (readonly [status: string, description: string])[] => [
  ...(requestBody ? [['408', 'The body did not arrive in time: `request.too-slow`'] as const] : []),
  ...(path.includes('{') ? [['414', 'A path parameter is too long: `request.path-too-long`'] as const] : []),
];

/**
 * The security requirement of an operation. A public operation has `[]`; the equivalent `[{}]` would make generators
 * require a token. The access code is required only for public operations, because clerks may send it with their token.
 */
const securityOf = (
  { parameters = [], ...operation }: SpecOperation,
  hasOpenId: boolean,
): Record<string, string[]>[] => {
  if (operation['x-roles'] === 'public')
    return parameters.some(({ name }) => name === 'X-Access-Code') ? [{ accessCode: [] }] : [];
  return [{ bearer: [] }, ...(hasOpenId ? [{ openId: [] }] : [])];
};

/**
 * Adds details that Nest's decorators cannot express: the example of a body, further media types of the response, and
 * refusals by the HTTP layer.
 */
const completeOperation = (path: string, operation: SpecOperation, hasOpenId: boolean): void => {
  operation.security = securityOf(operation, hasOpenId);
  for (const [status, description] of refusedByHttp(path, operation))
    (operation.responses ??= {})[status] ??= {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  const json = operation.requestBody?.content?.['application/json'];
  if (json && operation['x-body-example'] !== undefined) json['example'] = operation['x-body-example'];
  for (const [type, media] of Object.entries((operation['x-also-as'] as Record<string, object> | undefined) ?? {}))
    for (const [status, response] of Object.entries(operation.responses ?? {}))
      if (status.startsWith('2'))
        response.content = { ...response.content, [type]: { schema: { type: 'string' }, ...media } };
  delete operation['x-body-example'];
  delete operation['x-also-as'];
  // Each refusal lists its possible problem codes as `x-codes`, for programs.
  for (const [status, codes] of Object.entries(
    (operation['x-refusals'] as Record<string, string[]> | undefined) ?? {},
  )) {
    const response = operation.responses?.[status];
    if (response?.content?.['application/problem+json'] && codes.length > 0) response['x-codes'] = codes;
  }
  delete operation['x-refusals'];
};

/** Uses the service name as the title, unless the process runs all services. */
const withTitle = (document: OpenAPIObject, name: string): OpenAPIObject =>
  name === wholeSystem ? document : { ...document, info: { ...document.info, title: name } };

/**
 * Serves `/openapi.json` and Swagger UI under `/docs`. The document is generated at its first request. Swagger UI loads
 * it from its own origin, so that behind a gateway it shows the merged document.
 */
export const mountOpenApi = (
  app: NestFastifyApplication,
  fastify: FastifyInstance,
  name: string,
  issuer: string | null,
): void => {
  let document: ServedDocument | undefined;
  serveDocument(
    fastify,
    '/openapi.json',
    () => (document ??= servedDocument(withTitle(documentOf(app, issuer), name))),
  );
  const notEmbedded = undefined as unknown as OpenAPIObject;
  SwaggerModule.setup('docs', app, notEmbedded, {
    raw: false,
    swaggerUrl: '/openapi.json',
    customSiteTitle: 'Tuntas',
    swaggerOptions: { persistAuthorization: true, filter: true },
  });
};
