import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasProblemText } from '../../libs/service/src/problem-texts.js';

const root = join(__dirname, '../..');
const sources = ['apps', 'libs'].flatMap(folder => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  .filter(path => /^[^/]+\/src\/.*\.ts$/.test(path) && !path.endsWith('.spec.ts')).map(path => join(folder, path)));
const thrown = /(?:new DomainError\(\s*'[a-z-]+',\s*|new Refusal\(\s*\d+,\s*|demandTexts\(\s*)'([^']+)'/g;

describe('problem codes', () => {
  const codes = new Map(sources.flatMap(path => [...readFileSync(join(root, path), 'utf8').matchAll(thrown)].map(([, code]) => [code!, path] as const)));

  it('are found in the sources', () => {
    expect([...codes.keys()]).toEqual(expect.arrayContaining(['complaint.unknown', 'access.token-required', 'archiving.remedy-required']));
  });

  it('all have texts in libs/service/src/rule-texts.ts or problem-texts.ts', () => {
    expect([...codes].filter(([code]) => !hasProblemText(code))).toEqual([]);
  });
});
