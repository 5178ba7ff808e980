import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError, type DomainErrorKind } from '@tuntas/kernel';
import { meaningOf } from '../../libs/platform/src/api/problems/problem.js';

const root = process.cwd();
const sources = ['apps', 'libs'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(path => /^[^/]+\/src\/.*\.ts$/.test(path) && !/\.spec(-kit)?\.ts$/.test(path))
    .map(path => join(folder, path)),
);
const thrown =
  /(?:new DomainError\(\s*'(?<kind>[a-z-]+)',\s*|new Refusal\(\s*(?<status>\d+),\s*|requireTexts\(\s*|(?<stale>staleCode:\s*))'(?<code>[^']+)'/g;

/** All problem codes that the sources throw, with their HTTP status. */
export const thrownCodes = (): ReadonlyMap<string, number> =>
  new Map(
    sources.flatMap(path =>
      [...readFileSync(join(root, path), 'utf8').matchAll(thrown)].map(
        ({ groups: { kind, status, stale, code } = {} }) =>
          [
            code!,
            status
              ? Number(status)
              : meaningOf(new DomainError((kind ?? (stale ? 'stale' : 'invalid')) as DomainErrorKind, code!, ''))
                  .status,
          ] as const,
      ),
    ),
  );
