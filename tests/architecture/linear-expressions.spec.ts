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

/** Every regular expression of the code, by the file that it stands in first. */
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

// `regexp/no-super-linear-*` of the lint refuse an expression whose time grows by a square; here each is run. The time
// is so long that only a worse one runs out of it.
test.each([...expressions()])('%s of %s takes the worst texts of 10,000 characters', literal => {
  const read: unknown = vm.runInNewContext(
    `texts.filter(text => text.replace(${literal}, '').length <= text.length).length`,
    { texts: worst },
    { timeout: 60_000 },
  );
  expect(read).toBe(worst.length);
});

test('expressions put together while a process runs are those of paths and dates alone', () => {
  expect(
    sources
      .filter(({ text }) => /\bRegExp\(/.test(text))
      .map(({ file }) => file)
      .sort(),
    // dates of fixed length; of paths each segment one `[^/]+`
  ).toEqual(['libs/service/src/known-paths.ts', 'libs/service/src/moments.ts']);
});

test('the database looks through typed text with the expressions of plain_words alone', () => {
  const inSql = /\bregexp_\w+\(|\bSIMILAR TO\b|\bI?LIKE \$|\bCHECK \(\w+ ~/;
  expect(
    sources
      .filter(({ text }) => inSql.test(text))
      .map(({ file }) => file)
      .sort(),
  ).toEqual([
    'libs/database/src/migrations/audit.ts', // a hash that the service made
    'libs/database/src/migrations/full-text-linear.ts', // see tests/stores/plain-words.spec.ts
    'libs/database/src/migrations/full-text.ts', // replaced by the one above
    'libs/database/src/roles.ts', // the deployment's name
  ]);
});
