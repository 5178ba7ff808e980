// `node tests/kit/lint-openapi.mjs < openapi.json`: lints an OpenAPI document with Redocly's recommended rules. Runs in
// its own process because the linter is an ES module that Jest cannot load.
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
