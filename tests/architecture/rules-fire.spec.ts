import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ProjectCopy, sources } from './project-copy.js';
import { allowedImports, domainTypeViolations, importViolations, lintViolations, targets } from './rule-violations.js';

interface Cruised {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: { readonly violations: readonly Violation[] };
}
interface Violation {
  readonly from: string;
  readonly cycle?: readonly { readonly name: string }[];
  readonly rule: { readonly name: string };
}
interface Linted {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

const project = new ProjectCopy();
let cruised: Cruised;
let linted: readonly Linted[];
let domainFaults: string;

beforeAll(async () => {
  project.addFiles([...importViolations, ...allowedImports, ...targets, ...lintViolations, ...domainTypeViolations]);
  addKafkaStub();
  const [cruise, lint, types] = await Promise.all([
    project.run(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'apps',
      'libs',
    ),
    project.run('eslint/bin/eslint.js', '--format', 'json', ...lintViolations.map(({ file }) => file)),
    project.run('typescript/bin/tsc', '-p', 'tsconfig.domain.json', '--pretty', 'false'),
  ]);
  cruised = JSON.parse(cruise) as Cruised;
  linted = JSON.parse(lint) as Linted[];
  domainFaults = types;
});

afterAll(() => project.remove());

/** Adds a stub of kafkajs, so that its rule is checked even without the installed driver. */
const addKafkaStub = () => {
  const folder = join(project.path, 'node_modules/kafkajs');
  if (existsSync(folder)) return;
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "kafkajs", "main": "index.js" }');
  writeFileSync(join(folder, 'index.js'), '');
};

/** Names the rules that a file violates. A cycle is reported once, from any of its files. */
const rulesViolatedBy = (file: string) =>
  cruised.summary.violations
    .filter(({ from, cycle }) => from === file || cycle?.some(({ name }) => name === file))
    .map(({ rule }) => rule.name);

describe('import rules', () => {
  it.each(importViolations)('rule $rule reports $file', ({ rule, file }) => {
    expect(rulesViolatedBy(file)).toContain(rule);
  });

  it.each(allowedImports)('no rule reports the allowed imports of $file', ({ file }) => {
    expect(rulesViolatedBy(file)).toEqual([]);
  });

  it('have a violation in the tests for every rule', () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>('../../.dependency-cruiser.cjs');
    expect([...new Set(importViolations.map(({ rule }) => rule))].sort()).toEqual(
      forbidden.map(({ name }) => name).sort(),
    );
  });

  it('analyse every existing module', () => {
    const analysed = new Set(cruised.modules.map(({ source }) => source));
    const existing = sources('apps', 'libs');
    expect(existing.length).toBeGreaterThan(20);
    expect(existing.filter(file => existsSync(join(project.path, file)) && !analysed.has(file))).toEqual([]);
  });
});

describe('lint rules', () => {
  it.each(lintViolations)('rule $rule reports $file', ({ rule, file }) => {
    const result = linted.find(({ filePath }) => relative(project.path, filePath) === file);
    expect(result?.messages.map(({ ruleId, message }) => ruleId ?? message)).toEqual([rule]);
  });
});

describe('domain types', () => {
  it.each(domainTypeViolations)('reject $rule', ({ file }) => {
    expect(domainFaults).toMatch(new RegExp(`^${file}\\(1,\\d+\\): error TS`, 'm'));
  });

  it('report no errors in other files', () => {
    const expected = new Set([...domainTypeViolations, ...importViolations, ...lintViolations].map(({ file }) => file));
    expect(
      domainFaults.split('\n').filter(line => line.includes(': error TS') && !expected.has(line.split('(')[0]!)),
    ).toEqual([]);
  });
});

describe('source tree', () => {
  it('has no folder with a catch-all name', () => {
    const folders = sources('apps', 'libs', 'tests').flatMap(file => file.split('/').slice(0, -1));
    expect(folders.filter(name => /^(common|shared|utils?|helpers?|misc|core)$/.test(name))).toEqual([]);
  });

  it('has only libs and apps that tsconfig.build.json builds, directly or as references of others', () => {
    const built = new Set<string>();
    const visit = (config: string): void => {
      const { references = [] } = JSON.parse(readFileSync(config, 'utf8')) as { references?: { path: string }[] };
      for (const path of references.map(reference => join(dirname(config), reference.path)))
        if (!built.has(path)) {
          built.add(path);
          visit(join(path, 'tsconfig.json'));
        }
    };
    visit('tsconfig.build.json');
    const workspaces = [...new Set(sources('apps', 'libs').map(file => file.split('/').slice(0, 2).join('/')))];
    expect(workspaces.filter(path => !built.has(path))).toEqual([]);
  });
});
