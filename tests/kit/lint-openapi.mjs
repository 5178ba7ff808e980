// `node tests/kit/lint-openapi.mjs < openapi.json`: lints an OpenAPI document by the rules that Redocly recommends.
// A process of its own: the linter is an ES module that Jest could not load as it is.
import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const config = await createConfig({ extends: ['recommended'] });
const problems = await lintFromString({ source: readFileSync(0, 'utf8'), absoluteRef: '/openapi.json', config });
console.log(
  JSON.stringify(
    problems.map(({ severity, ruleId, message, location }) => ({
      severity,
      rule: ruleId,
      at: location[0]?.pointer ?? '',
      message,
    })),
  ),
);
