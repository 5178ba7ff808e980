import { registeredIds } from '../../kit/registered-schemas.js';
import { execFileSync } from 'node:child_process';
import type { FastifyInstance } from 'fastify';
import { TestApp } from '../../kit/app.js';
import { Contract } from '../../kit/contract.js';
import { operationsOf, pathOf, type DescribedOperation } from '../../kit/operations.js';
import { routesOf } from '../../kit/routes.js';
import { thrownCodes } from '../../kit/thrown-codes.js';
import type { OpenApiDocument, SchemaObject } from '../../kit/openapi.js';
import { documentOf, mergedDocument } from '@tuntas/platform';

const words = (operations: readonly DescribedOperation[], fits: (operation: DescribedOperation) => boolean): string[] =>
  operations.filter(operation => !fits(operation)).map(({ method, path }) => `${method} ${path}`);

/** The first success of an operation: its status and its response in the document. */
const successOf = ({
  entry,
}: Pick<DescribedOperation, 'entry'>): { readonly status: string; readonly example?: unknown } => {
  const [status, { content }] = Object.entries(entry.responses).find(([code]) => code.startsWith('2'))!;
  return { status, example: content?.['application/json']?.example };
};

const lint = (linted: object): { severity: string; rule: string; at: string; message: string }[] =>
  JSON.parse(
    execFileSync(process.execPath, ['tests/kit/lint-openapi.mjs'], {
      input: JSON.stringify(linted),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    }),
  );

describe('OpenAPI document of the whole system', () => {
  let city: TestApp;
  let document: OpenApiDocument;
  let operations: DescribedOperation[];
  beforeAll(async () => {
    city = await TestApp.start();
    const answer = await city.get('/openapi.json');
    expect(answer.status).toBe(200);
    document = answer.body as OpenApiDocument;
    operations = await operationsOf(city);
  });
  afterAll(() => city.stop());

  test('is OpenAPI 3.1 and public, as is its page', async () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    const page = await city.get('/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  test('describes exactly the routes that are served', () => {
    const served = routesOf(city.app.getHttpAdapter().getInstance() as unknown as FastifyInstance).filter(
      ({ method, path }) => !['HEAD', 'OPTIONS'].includes(method) && !/^\/(docs|metrics$|openapi\.json)/.test(path),
    );
    const described = operations.map(({ method, path }) => `${method} ${path}`).sort();
    expect(served.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`).sort()).toEqual(described);
    expect(described.length).toBeGreaterThan(25);
  });

  test('gives each operation a unique id, a summary and its roles', () => {
    const names = operations.map(({ name }) => name);
    expect(names.filter((name, i) => !name || names.indexOf(name) !== i)).toEqual([]);
    expect(words(operations, ({ entry }) => typeof entry.summary === 'string' && entry.summary.length > 3)).toEqual([]);
    expect(
      words(
        operations,
        ({ roles }) =>
          roles === 'public' || roles === 'anyone-with-token' || (Array.isArray(roles) && roles.length > 0),
      ),
    ).toEqual([]);
    expect(
      words(
        operations,
        ({ roles, entry }) =>
          JSON.stringify(entry.security) ===
          (roles !== 'public'
            ? '[{"bearer":[]}]'
            : entry.parameters?.some(({ name }) => name === 'X-Access-Code')
              ? '[{"accessCode":[]}]'
              : '[]'),
      ),
    ).toEqual([]);
  });

  test('has a request schema with fields for each operation that takes a body', () => {
    const posts = operations.filter(({ method }) => method !== 'GET');
    const bodyOf = ({ entry }: DescribedOperation) => entry.requestBody?.content['application/json'];
    expect(words(posts, operation => bodyOf(operation)?.example !== undefined && !!bodyOf(operation)?.schema)).toEqual(
      [],
    );
  });

  test('has a response for each operation', () => {
    const [answers, bare] = [
      operations.map(successOf),
      operations.filter(operation => successOf(operation).example === undefined),
    ];
    expect(answers.length).toBeGreaterThan(50);
    expect(words(bare, () => false)).toEqual([]);
  });

  test('has examples that match their schemas without additional fields', () => {
    const contract = new Contract(document);
    expect(
      operations.flatMap(operation =>
        [
          ...(operation.method === 'GET'
            ? []
            : contract.bodyFaults(operation, operation.entry.requestBody!.content['application/json']!.example)),
          ...contract.answerFaults(
            operation,
            successOf(operation).status,
            'application/json',
            successOf(operation).example,
          ),
        ].map(fault => `${operation.name} ${fault}`),
      ),
    ).toEqual([]);
    const tracking = operations.find(({ name }) => name === 'trackComplaint')!;
    expect(
      contract.answerFaults(tracking, '200', 'application/json', {
        ...(successOf(tracking).example as object),
        lodgedAt: 'yesterday',
        name: 'Siti',
      }),
    ).toEqual([expect.stringContaining('"additionalProperty":"name"'), expect.stringContaining('/lodgedAt')]);
  });

  test('has an example of an explained due instant that equals the real explanation', async () => {
    const { method, path, entry } = operations.find(({ name }) => name === 'explainDue')!;
    const content = entry.requestBody!.content['application/json'];
    expect(
      (
        await city.send(method, path, JSON.stringify(content!.example), {
          as: 'auditor',
          headers: { 'content-type': 'application/json' },
        })
      ).body,
    ).toEqual(successOf({ entry }).example);
  });

  test('passes the recommended rules of Redocly', () => {
    // These operations refuse no caller: they take no parameter and need no token.
    const refuseNobody = /^#\/paths\/(~1|~1health~1(live|ready)|~1dev~1clock|~1v1~1vocabulary)\/get\/responses$/;
    expect(
      lint(document).filter(({ rule, at }) => rule !== 'operation-4xx-response' || !refuseNobody.test(at)),
    ).toEqual([]);

    const faulty = structuredClone(document);
    Object.assign(faulty.paths['/v1/tracking/{ticket}']!['get']!, { parameters: [] });
    Object.assign(faulty.components.schemas['Complaint']!.properties!['version']!, { type: 'number of acts' });
    expect(
      lint(faulty)
        .filter(({ severity }) => severity === 'error')
        .map(({ rule }) => rule),
    ).toEqual(expect.arrayContaining(['struct', 'path-parameters-defined']));
  });

  test('has request examples that the operations accept', async () => {
    const complaint = await city.lodge();
    for (const operation of operations.filter(({ method }) => method !== 'GET')) {
      const { method, path, name, entry } = operation;
      if (path.startsWith('/dev/')) continue;
      const as = Array.isArray(entry['x-roles']) ? `${entry['x-roles'][0]}:PUPR` : null;
      const answer = await city.send(
        method,
        pathOf(operation, { id: complaint.id, ticket: complaint.ticket }),
        JSON.stringify(entry.requestBody!.content['application/json']!.example),
        { ...(as && { as }), headers: { 'content-type': 'application/json' } },
      );
      // The state may cause a 404 or 409, but the shape is valid.
      expect([name, answer.status, [200, 201, 404, 409].includes(answer.status)]).toEqual([name, answer.status, true]);
    }
  });

  test('has a schema for each success response', () => {
    expect(
      words(operations, ({ entry }) => {
        const [status, success] = Object.entries(entry.responses).find(([code]) => code.startsWith('2')) ?? [];
        return (
          status === (entry.operationId === 'lodgeComplaint' ? '201' : '200') &&
          success?.content?.['application/json']?.schema !== undefined
        );
      }),
    ).toEqual([]);
  });

  test('declares every refusal as problem+json', () => {
    const refusals = operations.flatMap(({ name, entry }) =>
      Object.entries(entry.responses)
        .filter(([code]) => !code.startsWith('2') && code !== '304')
        .map(([code, { content }]) => ({ name, code, content })),
    );
    const readiness = { name: 'isReady', code: '503' };
    expect(
      refusals.find(({ name, code }) => name === readiness.name && code === readiness.code)!.content![
        'application/json'
      ]!.schema.$ref,
    ).toBe('#/components/schemas/Readiness');
    expect(
      refusals
        .filter(({ name, code }) => name !== readiness.name || code !== readiness.code)
        .filter(
          ({ content }) => content?.['application/problem+json']?.schema?.$ref !== '#/components/schemas/Problem',
        ),
    ).toEqual([]);

    const needed = ({ method, path, roles }: DescribedOperation): string[] => [
      ...(roles === 'public' ? [] : ['401']),
      ...(Array.isArray(roles) ? ['403'] : []),
      ...(path.includes('{') ? ['404', '414'] : []),
      ...(method === 'GET' ? [] : ['400', '408', '413', '415', '422']),
      ...(path.startsWith('/v1/complaints/{id}/') && method === 'POST' ? ['409', '412'] : []),
      '503',
    ];
    expect(
      operations.flatMap(operation =>
        needed(operation)
          .filter(code => !operation.entry.responses[code])
          .map(code => `${operation.name} ${code}`),
      ),
    ).toEqual([]);
  });

  test('declares each path parameter, and has no dangling references', () => {
    expect(
      words(operations, ({ path, entry }) =>
        (path.match(/\{\w+\}/g) ?? []).every(part =>
          (entry.parameters ?? []).some(
            parameter => parameter.in === 'path' && `{${parameter.name}}` === part && parameter.schema !== undefined,
          ),
        ),
      ),
    ).toEqual([]);
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
    expect(refs.length).toBeGreaterThan(50);
    expect(
      [...new Set(refs)].filter(ref => !document.components.schemas[ref.replace('#/components/schemas/', '')]),
    ).toEqual([]);
  });

  test('describes in words the roles of each operation', () => {
    expect(
      words(operations, ({ roles, entry }) =>
        typeof roles === 'string'
          ? /\*\*Who may call it:\*\* (anybody|whoever)/.test(entry.description)
          : roles.every(role => entry.description.includes(`\`${role}\``)),
      ),
    ).toEqual([]);
  });

  test('describes every field of a complaint', () => {
    const bare = ['Complaint', 'Clock', 'ComplaintLocation', 'OfficeName', 'ComplainantReference'].flatMap(name =>
      Object.entries(document.components.schemas[name]!.properties!)
        .filter(([, { description }]) => !((description?.length ?? 0) > 5))
        .map(([field]) => `${name}.${field}`),
    );
    expect(bare).toEqual([]);
  });

  test('declares each tag, the contact and the external documentation', () => {
    const declared = document.tags.map(({ name }) => name);
    expect(operations.flatMap(({ entry }) => entry.tags).filter(tag => !declared.includes(tag))).toEqual([]);
    expect(document.info).toMatchObject({
      title: expect.stringContaining('Tuntas'),
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      contact: { name: 'Tuntas' },
    });
    expect(document.externalDocs.url).toBe('/');
  });

  test('prefills no header in Swagger UI, since a constant idempotency key would replay another act', () => {
    const headers = operations.flatMap(({ entry }) =>
      (entry.parameters ?? []).filter(parameter => parameter.in === 'header'),
    );
    expect(headers.length).toBeGreaterThan(20);
    expect(
      headers.filter(
        header =>
          header.example ?? header.examples ?? header.schema.example ?? header.schema.examples ?? header.schema.default,
      ),
    ).toEqual([]);
  });

  test('declares the access code as a security scheme, and the issuer where one is configured', async () => {
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http' },
      accessCode: { type: 'apiKey', in: 'header', name: 'X-Access-Code' },
    });
    expect(document.components.securitySchemes['openId']).toBeUndefined();
    const ofCity = documentOf(city.app, 'https://login.example.org/realms/city/');
    const issued = ofCity as object as OpenApiDocument;
    expect(issued.components.securitySchemes['openId']).toMatchObject({
      type: 'openIdConnect',
      openIdConnectUrl: 'https://login.example.org/realms/city/.well-known/openid-configuration',
    });
    expect(issued.paths['/v1/complaints']!['post']!.security).toEqual([{ bearer: [] }, { openId: [] }]);
    expect((mergedDocument([ofCity]) as object as OpenApiDocument).components.securitySchemes['openId']).toEqual(
      issued.components.securitySchemes['openId'],
    );
  });

  test('lists the error codes of each operation, and every error code of the sources at least once', () => {
    const refusals = operations.flatMap(({ name, entry }) =>
      Object.entries(entry.responses)
        .filter(([, { content }]) => content?.['application/problem+json'])
        .map(([status, answer]) => ({
          name,
          status,
          codes: answer['x-codes'] ?? [],
          description: answer.description,
        })),
    );
    expect(
      refusals
        .filter(
          ({ codes, description }) => codes.length === 0 || !codes.every(code => description.includes(`\`${code}\``)),
        )
        .map(({ name, status }) => `${name} ${status}`),
    ).toEqual([]);
    const declared = new Set(refusals.flatMap(({ codes }) => codes));
    // this code belongs to a path, not to an operation
    expect([...thrownCodes().keys()].filter(code => !declared.has(code))).toEqual(['request.method']);
  });

  test('has only schemas that client generators support', () => {
    const found: string[] = [];
    const look = (value: unknown, at: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const part = value as SchemaObject;
      for (const option of [...(part.oneOf ?? []), ...(part.anyOf ?? [])])
        if (option.type === 'object') found.push(`${at} is one of several without a name`);
      if (part.anyOf?.some(({ type }) => type === 'array')) found.push(`${at} is a list or something else`);
      if ((part.anyOf ?? []).filter(({ type }) => type === 'string').length > 1)
        found.push(`${at} is a text of several kinds`);
      if (part.type === 'boolean' && (part.enum || 'const' in part)) found.push(`${at} is a boolean with one value`);
      if (Math.abs(part.minimum ?? 0) === Number.MAX_SAFE_INTEGER || part.maximum === Number.MAX_SAFE_INTEGER)
        found.push(`${at} is bounded by what JavaScript counts to`);
      for (const [key, inner] of Object.entries(part))
        if (key !== 'example' && key !== 'examples') look(inner, `${at}/${key}`);
    };
    look(document.paths, '');
    look(document.components, '');
    for (const [name, { properties = {} }] of Object.entries(document.components.schemas)) {
      if (Object.keys(properties).some(property => property.toLowerCase() === name.toLowerCase()))
        found.push(`${name} has a property of its own name`);
      if (['case', 'class', 'import', 'from', 'in', 'list', 'map', 'object', 'string'].includes(name.toLowerCase()))
        found.push(`${name} is a word of programming languages`);
    }
    expect(found).toEqual([]);
  });

  test('gives each schema a unique name', () => {
    expect(registeredIds.length).toBeGreaterThan(25);
    expect(registeredIds.filter((id, i) => registeredIds.indexOf(id) !== i)).toEqual([]);
    expect(
      Object.keys(document.components.schemas)
        .sort()
        .filter(name => !registeredIds.includes(name)),
    ).toEqual([]);
  });
});
