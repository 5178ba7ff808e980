import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Problem } from './problem.js';
import { madeOnce, serveDocument, type MadeOnce } from './served-document.js';
import { version } from './version.js';

type SchemaObject = Record<string, unknown>;

/**
 * A zod schema as JSON Schema 2020-12, with a component for each schema that has an id. Nest's own converter asks for
 * OpenAPI 3.0.
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
        jsonSchema.default ??= zodSchema.def.defaultValue; // zod leaves it out of what is read by a transformation
      // what is an e-mail address is less agreed upon than the others
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
 * Says the same in words that generators of clients understand, whose output otherwise does not compile: an integer
 * without the bounds of JavaScript's own; a boolean with one allowed value as a boolean, not as an enumeration.
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

/** The chapters of the document, in the order of a complaint's way. */
const chapters: Readonly<Record<string, string>> = {
  Intake: 'The citizen comes to a counter, an app or a hotline',
  Tracking: 'The citizen follows the complaint with ticket and access code',
  Routing: "The coordinator's door",
  Casework: "The office's door",
  Complaints: 'Reading complaints, each within their reach',
  SLA: 'Clocks, the policies and calendars that they obey, and why they are due when they are',
  Escalation: 'The ladder',
  Ombudsman: 'What was referred',
  Messages: 'What citizens are told, and what waits on paper',
  Audit: 'What happened, for ever',
  'Reference data': 'Offices, categories, regions, counters',
  Administration: 'What a service could not take in, and its replay',
  Health: 'Where to find what, and whether the process can serve',
  Development: 'Tokens and time for trying things out; absent in production',
};

/** The name of the process that runs all services. */
const wholeSystem = 'tuntas';

/** What a document says besides its operations. */
const frame = new DocumentBuilder()
  .setOpenAPIVersion('3.1.0')
  .setTitle('Tuntas')
  .setVersion(version)
  .setDescription(
    'Complaints from the counter to the responsible office, up to the Ombudsman. Errors are problem+json (RFC 9457), in Indonesian or English by Accept-Language. ' +
      'Instants that a request names lie in the years 1900 to 2199 of UTC.',
  )
  .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
  .addServer('/')
  .addBearerAuth(
    {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'A token of the configured issuer; in development one of `POST /dev/token`.',
    },
    'bearer',
  )
  .addApiKey(
    {
      type: 'apiKey',
      in: 'header',
      name: 'X-Access-Code',
      description:
        'The access code of the receipt: the citizen follows a complaint with it and the ticket. A clerk sends it beside the token.',
    },
    'accessCode',
  )
  .setExternalDoc('Where to find what in this system', '/')
  .build();
frame.info.contact = { name: 'Tuntas' };

/** The OpenAPI 3.1 document of everything that the application serves. */
export const documentOf = (app: NestFastifyApplication, issuer: string | null): OpenAPIObject => {
  const document = SwaggerModule.createDocument(app, structuredClone(frame), {
    autoTagControllers: false,
    standardSchemaConverter: toOpenApi,
  });
  const { components = {} } = document;
  // The compiled decorators tell Nest of a query that it is a Function, although its schema is told too.
  const { Function: _, ...schemas } = components.schemas ?? {};
  components.schemas = { ...schemas, ...toOpenApi(Problem, { schemaType: 'output' })!.components };
  for (const [path, item] of Object.entries(document.paths))
    for (const operation of Object.values(item)) completed(path, operation as SpecOperation, issuer !== null);
  if (issuer !== null) components.securitySchemes = { ...components.securitySchemes, openId: openIdOf(issuer) };
  return { ...document, tags: tagsOf(document.paths), components };
};

const openIdOf = (issuer: string) => ({
  type: 'openIdConnect' as const,
  openIdConnectUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  description: 'Where tokens come from',
});

/** One document of several services', as if one process served them all; of what several describe, the first counts. */
export const joinedDocument = (documents: readonly OpenAPIObject[]): OpenAPIObject => {
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
  return Object.entries(chapters)
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
 * What HTTP itself may refuse, whatever the operation: a body that arrives too slowly, a path with a parameter that is
 * too long.
 */
const refusedByHttp = (
  path: string,
  { requestBody }: SpecOperation,
): readonly (readonly [status: string, description: string])[] => [
  ...(requestBody ? [['408', 'The body did not arrive in time: `request.too-slow`'] as const] : []),
  ...(path.includes('{') ? [['414', 'A part of the path is too long: `request.path-too-long`'] as const] : []),
];

/**
 * No token is `[]`: `[{}]` means the same, yet generators would ask for a token. Clerks may send the code beside their
 * token, so it is not demanded there.
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
 * Puts in place what Nest's decorators have no words for: the example of a body, further media types of the answer,
 * refusals by HTTP itself.
 */
const completed = (path: string, operation: SpecOperation, hasOpenId: boolean): void => {
  operation.security = securityOf(operation, hasOpenId);
  for (const [status, description] of refusedByHttp(path, operation))
    (operation.responses ??= {})[status] ??= {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  const json = operation.requestBody?.content?.['application/json'];
  if (json && operation['x-body-example'] !== undefined) json['example'] = operation['x-body-example'];
  for (const [type, shown] of Object.entries((operation['x-also-as'] as Record<string, object> | undefined) ?? {}))
    for (const [status, answer] of Object.entries(operation.responses ?? {}))
      if (status.startsWith('2'))
        answer.content = { ...answer.content, [type]: { schema: { type: 'string' }, ...shown } };
  delete operation['x-body-example'];
  delete operation['x-also-as'];
  // Beside each refusal, for programs: the codes that it can have.
  for (const [status, codes] of Object.entries(
    (operation['x-refusals'] as Record<string, string[]> | undefined) ?? {},
  )) {
    const answer = operation.responses?.[status];
    if (answer?.content?.['application/problem+json'] && codes.length > 0) answer['x-codes'] = codes;
  }
  delete operation['x-refusals'];
};

/** A service by itself is the title of its document. */
const titled = (document: OpenAPIObject, name: string): OpenAPIObject =>
  name === wholeSystem ? document : { ...document, info: { ...document.info, title: name } };

/**
 * `/openapi.json`, and Swagger UI under `/docs` from its own files. The document is made once, when first asked for;
 * the page loads it from the address that it was opened at, so that behind a gateway it shows what the gateway serves.
 */
export const mountOpenApi = (
  app: NestFastifyApplication,
  fastify: FastifyInstance,
  name: string,
  issuer: string | null,
): void => {
  let document: MadeOnce | undefined;
  serveDocument(fastify, '/openapi.json', () => (document ??= madeOnce(titled(documentOf(app, issuer), name))));
  const notEmbedded = undefined as unknown as OpenAPIObject;
  SwaggerModule.setup('docs', app, notEmbedded, {
    raw: false,
    swaggerUrl: '/openapi.json',
    customSiteTitle: 'Tuntas',
    swaggerOptions: { persistAuthorization: true, filter: true },
  });
};
