import { lintFromString, createConfig } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';
const config = await createConfig({ extends: ['recommended'] });
const problems = await lintFromString({ source: readFileSync('/tmp/api-scratch/openapi.json', 'utf8'), absoluteRef: '/openapi.json', config });
const by = {};
for (const p of problems) (by[`${p.severity} ${p.ruleId}`] ??= []).push(`${p.location[0]?.pointer} ${p.message}`.slice(0, 300));
for (const [k, v] of Object.entries(by)) { console.log(k, v.length); for (const x of v.slice(0, 6)) console.log('   ', x); }
