import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { TestApp } from '../../kit/app.js';

const file = 'tests/kit/api.d.ts';

/** The document reduced to the bodies of requests and of successful responses. */
const bodiesOf = (document: string): string =>
  JSON.stringify(
    JSON.parse(document, (key, value: unknown) =>
      ['parameters', 'headers', 'example', 'examples'].includes(key) ||
      (['description', 'summary'].includes(key) && typeof value === 'string') ||
      /^[45]\d\d$/.test(key)
        ? undefined
        : value,
    ),
  );
const typesOf = (document: string): string =>
  execFileSync(process.execPath, ['node_modules/openapi-typescript/bin/cli.js', '--default-non-nullable', 'false'], {
    input: document,
    encoding: 'utf8',
  });

test('the types of response bodies in the test kit follow the OpenAPI document', async () => {
  const city = await TestApp.start();
  const { text } = await city.get('/openapi.json');
  await city.stop();
  const wanted = typesOf(bodiesOf(text));
  const written = readFileSync(file, 'utf8');
  if (process.env['WRITE_TYPES'] === '1') writeFileSync(file, wanted);
  expect(written).toBe(wanted); // to update: WRITE_TYPES=1 npx jest tests/flows/platform/response-types.spec.ts
});
