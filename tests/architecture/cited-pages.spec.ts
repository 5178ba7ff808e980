import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadCitations, deadLinks, type Repository, type Texts } from './cited-pages.js';

const root = join(__dirname, '../..');
const ignored = new Set(['.git', '.tuntas', 'coverage', 'dist', 'node_modules']);

/** All files and folders below a folder, as paths from the root. */
function* pathsBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (ignored.has(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    yield path;
    if (entry.isDirectory()) yield* pathsBelow(path);
  }
}

const paths = [...pathsBelow('')];
const textsOf = (pattern: RegExp): Texts =>
  new Map(paths.filter(path => pattern.test(path)).map(path => [path, readFileSync(join(root, path), 'utf8')]));
const repository: Repository = { paths: new Set(paths), pages: textsOf(/\.md$/) };
const code = textsOf(
  /^(apps|libs|tests|deploy)\/.*(\.([mc]?[jt]s|json|sh|ya?ml|xml|properties)|Dockerfile)$|^docker-compose\.yml$/,
);

describe('the pages of the repository', () => {
  it('exist where code cites them', () => {
    expect(code.size).toBeGreaterThan(500);
    expect(deadCitations(code, repository)).toEqual([]);
  });

  it('link only to files, folders and headings that exist', () => {
    for (const page of ['README', 'CONTRIBUTING', 'docs/architecture', 'docs/decisions/README'])
      expect(repository.pages.has(`${page}.md`)).toBe(true);
    expect(deadLinks(repository)).toEqual([]);
  });
});

describe('the check of cited pages', () => {
  // Names of pages that do not exist are put together, or this file would be a violation itself.
  const page = (name: string): string => [name, 'md'].join('.');
  const planted: Repository = {
    paths: new Set(['docs', 'docs/seed.md', 'docs/decisions', 'libs/a/notes', page('libs/a/notes')]),
    pages: new Map([['docs/seed.md', '# The data of a city\n\n## The files\n\n```sh\n# Not a heading\n```\n']]),
  };
  const deadIn = (text: string): string[] => deadCitations(new Map([['libs/a/store.ts', text]]), planted);

  it('accepts a page from the root, beside the file and in docs, with or without a heading', () => {
    expect(deadIn(`// See docs/seed.md#the-files, seed.md and ${page('notes')}.`)).toEqual([]);
  });

  it('ignores pages of other sites', () => {
    expect(deadIn(`// https://example.com/${page('guide')}`)).toEqual([]);
  });

  it('finds a page that does not exist', () => {
    expect(deadIn(`/** Follows ${page('backbone')} section 1. */`)).toEqual([`libs/a/store.ts: ${page('backbone')}`]);
  });

  it('finds a heading that does not exist, also if a code block has a line like it', () => {
    const cited = `${page('docs/seed')}#not-a-heading`;
    expect(deadIn(`// ${cited}`)).toEqual([`libs/a/store.ts: ${cited}`]);
  });

  it('finds a record that is cited by its number alone', () => {
    const cited = ['docs/decisions', '0018'].join('/');
    expect(deadIn(`// (${cited})`)).toEqual([`libs/a/store.ts: ${cited}`]);
  });

  it('finds links to a missing page, folder or heading, and no other links', () => {
    const text = `# Top

[page](${page('missing')}) [folder](gone/) [heading](#nowhere) [top](#top) [seed](seed.md#the-files)
[site](https://example.com) \`[code](${page('missing')})\``;
    const pages = new Map([...planted.pages, [page('docs/new'), text]]);
    expect(deadLinks({ paths: new Set([...planted.paths, page('docs/new')]), pages })).toEqual(
      [page('missing'), 'gone/', '#nowhere'].map(target => `${page('docs/new')}: ${target}`),
    );
  });
});
