import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import vm from 'node:vm';
import ts from 'typescript';
import { worstTexts } from '../kit/worst-texts.js';

const root = join(__dirname, '../..');
const sources = ['apps', 'libs']
  .flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)),
  )
  .filter(file => /\/src\/.*\.ts$/.test(file) && !/\.spec(-kit)?\.ts$/.test(file))
  .map(file => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** Every regular expression literal, with the first file that contains it. */
const expressions = (): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const { file, text } of sources) {
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node) && !found.has(node.text)) found.set(node.text, relative('.', file));
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  }
  return found;
};

const worst = Object.values(worstTexts(10_000));

// The lint rules `regexp/no-super-linear-*` reject expressions with quadratic time. This test runs each expression. The
// timeout is so generous that only worse than quadratic growth exceeds it.
test.each([...expressions()])('%s of %s processes the worst-case texts of 10,000 characters in time', literal => {
  const read: unknown = vm.runInNewContext(
    `texts.filter(text => text.replace(${literal}, '').length <= text.length).length`,
    { texts: worst },
    { timeout: 60_000 },
  );
  expect(read).toBe(worst.length);
});

test('only paths and dates build regular expressions at run time', () => {
  expect(
    sources
      .filter(({ text }) => /\bRegExp\(/.test(text))
      .map(({ file }) => file)
      .sort(),
    // The dates have a fixed length. In paths, each segment is one `[^/]+`.
  ).toEqual(['libs/platform/src/api/moments.ts', 'libs/platform/src/http/known-paths.ts']);
});

test('SQL matches user input only with the regular expressions of plain_words', () => {
  const inSql = /\bregexp_\w+\(|\bSIMILAR TO\b|\bI?LIKE \$|\bCHECK \(\w+ ~/;
  expect(
    sources
      .filter(({ text }) => inSql.test(text))
      .map(({ file }) => file)
      .sort(),
  ).toEqual([
    'libs/database/src/bootstrap-roles.ts', // the name of the deployment
    'libs/database/src/migrations/0009-audit.ts', // a hash that the service computed
    'libs/database/src/migrations/0026-full-text.ts', // replaced by the migration below
    'libs/database/src/migrations/0033-full-text-linear.ts', // see tests/stores/plain-words.spec.ts
  ]);
});
