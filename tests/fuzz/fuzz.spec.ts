import fc from 'fast-check';
import { roles } from '@tuntas/kernel';
import { TestApp, type TestResponse } from '../kit/app.js';
import { Contract } from '../kit/contract.js';
import { operationsOf, type DescribedOperation } from '../kit/operations.js';
import { faultsOf, type SentRequest } from './judge.js';
import { openApiOf, type OpenApiDocument } from '../kit/openapi.js';
import type { Schemas } from '../kit/response-body.js';
import { Population } from './population.js';
import { probesOf, type Probe } from './probes.js';

/** For long runs: `FUZZ_RUNS=1000 FUZZ_SEED=7 npx jest tests/fuzz`; `FUZZ_ONLY=lodgeComplaint` selects operations. */
const { FUZZ_RUNS = '8', FUZZ_SEED = '20260317', FUZZ_ONLY } = process.env;
const [runs, seed] = [Number(FUZZ_RUNS), Number(FUZZ_SEED)];
jest.setTimeout(600_000 + runs * 20_000);

describe('API under random requests', () => {
  let city: TestApp;
  let document: OpenApiDocument;
  let all: DescribedOperation[];
  let operations: DescribedOperation[];
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
    document = await openApiOf(city);
    all = await operationsOf(city);
    operations = all.filter(({ name }) => !FUZZ_ONLY || FUZZ_ONLY.split(',').includes(name));
  });
  afterAll(() => city.stop());

  const callerOf = ({ roles: allowed }: DescribedOperation, { kind, office, nth }: Probe['caller']): string | null => {
    if (allowed === 'public' || kind === 'nobody' || kind === 'bad token') return null;
    const choice = kind === 'any role' || allowed === 'anyone-with-token' ? roles : allowed;
    const role = choice[nth % choice.length]!;
    return office && ['officer', 'office_head'].includes(role) ? `${role}:${office}` : role;
  };

  const sendProbe = async (operation: DescribedOperation, probe: Probe, population: Population) => {
    const as = callerOf(operation, probe.caller);
    const { parts, code } = await population.partsFor(operation, probe.target, as);
    const query = new URLSearchParams(probe.query.map(([name, text]) => [name, text])).toString();
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => parts[name]!) + (query && `?${query}`);
    const headers = {
      ...(code && { 'x-access-code': probe.hasWrongCode ? 'AAAA-AAAA' : code }),
      ...probe.headers,
      ...(probe.caller.kind === 'bad token' && { authorization: 'Bearer abc.def.ghi' }),
    };
    const answer = await city.send(operation.method, path, probe.body, { ...(as && { as }), headers });
    return { as, path, headers, answer };
  };

  test('responds as the OpenAPI document describes', async () => {
    const contract = new Contract(document);
    const population = await Population.in(city);
    const found = new Map<string, string>();
    const statuses = new Map(operations.map(({ name }) => [name, new Set<number>()]));
    // Development operations run last and the clock is not moved, since both would change the test data.
    for (const operation of operations.toSorted(
      (one, other) => Number(one.path.startsWith('/dev/')) - Number(other.path.startsWith('/dev/')),
    ))
      for (const probe of fc.sample(probesOf(operation, document), { seed: seedOf(operation), numRuns: runs })) {
        const body = jsonOf(probe.body);
        if (operation.name === 'bendDevClock' && contract.bodyFaults(operation, body).length === 0) continue;
        const { as, path, headers, answer } = await sendProbe(operation, probe, population);
        statuses.get(operation.name)!.add(answer.status);
        const isOurs =
          probe.target.kind !== 'malformed' && probe.caller.kind === 'allowed' && onlyJsonHeaders(probe.headers);
        for (const fault of faultsOf(contract, operation, { isOurs, query: probe.query, body }, answer)) {
          const [kind, shown] = [
            `${operation.name} ${fault}`.slice(0, 300),
            describeRequest(operation.method, path, as, headers, probe.body, answer),
          ];
          if (!found.has(kind) || found.get(kind)!.length > shown.length) found.set(kind, shown);
        }
      }
    expect(Object.fromEntries(found)).toEqual({});
    // Operations that never succeed would find nothing.
    const neverGranted = [...statuses]
      .filter(([, seen]) => ![...seen].some(status => status < 300))
      .map(([name]) => name);
    expect(neverGranted.length > statuses.size / 8 ? neverGranted : []).toEqual([]);
    expect((await city.get('/health/ready')).status).toBe(200);
  });

  test('reports responses that violate the document', () => {
    const contract = new Contract(document);
    const named = (wanted: string) => all.find(({ name }) => name === wanted)!;
    const answering = (
      status: number,
      body: unknown,
      type = status < 400 ? 'application/json' : 'application/problem+json',
      headers: Record<string, string> = {},
    ): TestResponse => ({
      status,
      body,
      problem: body as Schemas['Problem'],
      text: JSON.stringify(body),
      headers: new Headers({ 'content-type': `${type}; charset=utf-8`, ...headers }),
    });
    const faultsIn = (
      answer: TestResponse,
      sent: Partial<SentRequest> = {},
      operation = named('countComplaints'),
    ): string[] => faultsOf(contract, operation, { isOurs: true, query: [], body: undefined, ...sent }, answer);
    const problem = (status: number, code: string, more: object = {}) => ({
      type: `urn:tuntas:problem:${code}`,
      title: 'x',
      status,
      detail: 'x',
      code,
      instance: '/',
      traceId: 'x',
      ...more,
    });

    expect(faultsIn(answering(200, { count: 1 }))).toEqual([]);
    expect(faultsIn(answering(400, problem(400, 'request.malformed')), { query: [['limit', '1']] })).toEqual([]);
    for (const [answer, sent] of [
      [answering(200, { count: '1' })],
      [answering(200, { count: 1, secret: 1 })],
      [answering(200, {})],
      [answering(201, { count: 1 })],
      [answering(200, { count: 1 }, 'text/html')],
      [answering(500, problem(500, 'service.failure'))],
      [answering(503, problem(503, 'service.busy'))],
      [answering(401, problem(401, 'access.token-required'))],
      [answering(400, problem(400, 'complaint.unknown'))],
      [answering(400, problem(403, 'request.malformed'))],
      [answering(400, problem(400, 'request.malformed', { detail: 'syntax error at or near "SELECT 1"' }))],
      [answering(400, { error: 'no' })],
      [answering(200, { count: 1 }), { query: [['limit', '1']] }],
      [answering(200, { count: 1 }), { query: [['breached', 'maybe']] }],
      [answering(400, problem(400, 'request.malformed')), { query: [['breached', 'true']] }],
    ] as [TestResponse, Partial<SentRequest>?][])
      expect([answer.status, answer.text, sent, faultsIn(answer, sent).length > 0]).toEqual([
        answer.status,
        answer.text,
        sent,
        true,
      ]);
    const addNote = named('addInternalNote');
    expect(
      faultsIn(answering(409, problem(409, 'complaint.act-not-allowed')), { body: { text: '' } }, addNote),
    ).toHaveLength(1);
    expect(faultsIn(answering(422, problem(422, 'request.invalid')), { body: { text: 'x' } }, addNote)).toHaveLength(1);
    expect(faultsIn(answering(422, problem(422, 'request.invalid')), { body: { text: ' ' } }, addNote)).toEqual([]);
  });
});

/** A separate seed for each operation; otherwise all would get the same callers. */
const seedOf = ({ name }: DescribedOperation): number =>
  [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, seed);
const onlyJsonHeaders = (headers: Probe['headers']): boolean =>
  Object.entries(headers).every(([name, value]) => name === 'content-type' && /^application\/json(;|$)/.test(value));
const jsonOf = (body: Probe['body']): unknown => {
  try {
    return typeof body === 'string' ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
};
const describeRequest = (
  method: string,
  path: string,
  as: string | null,
  headers: object,
  body: Probe['body'],
  answer: TestResponse,
): string =>
  `${method} ${path} as ${as} ${JSON.stringify(headers)} ${String(body).slice(0, 1_500)} -> ${answer.status} ${answer.text.slice(0, 600)}`;
