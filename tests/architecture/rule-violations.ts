/** A file that breaks one rule, or none. */
export interface RuleViolation {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
}

const imports = (rule: string, file: string, ...specifiers: string[]): RuleViolation => ({
  rule,
  file,
  text: specifiers.map(specifier => `import '${specifier}';`).join('\n'),
});

/** Files that the import rules must report. The specifiers resolve to files of the sample app or to packages. */
export const importViolations: readonly RuleViolation[] = [
  imports('pure-imports-only-pure', 'apps/sla/src/domain/violation-framework.ts', '@nestjs/common'),
  imports('pure-imports-only-pure', 'libs/complaint/src/domain/violation-node.ts', 'node:crypto'),
  imports('pure-imports-only-pure', 'libs/kernel/src/violation-package.ts', 'zod'),
  imports(
    'domain-stays-in-its-service',
    'apps/sla/src/domain/violation-neighbour.ts',
    '../../../sample/src/domain/rule.js',
  ),
  imports('contracts-are-a-leaf', 'libs/contracts/src/violation-kernel.ts', '@tuntas/kernel'),
  imports('contracts-are-a-leaf', 'libs/contracts/src/violation-package.ts', 'rxjs'),
  imports(
    'services-are-islands',
    'apps/sla/src/storage/violation-neighbour.ts',
    '../../../sample/src/storage/store.js',
  ),
  imports(
    'all-in-one-sees-only-modules',
    'apps/all-in-one/src/violation-use-case.ts',
    '../../sample/src/use-cases/use.js',
  ),
  imports(
    'all-in-one-sees-only-modules',
    'apps/all-in-one/src/violation-lib.ts',
    '../../../libs/database/src/import-target.js',
  ),
  imports(
    'gateway-sees-only-platform',
    'apps/gateway/src/violation-lib.ts',
    '../../../libs/database/src/import-target.js',
  ),
  imports('gateway-sees-only-platform', 'apps/gateway/src/violation-module.ts', '../../sample/src/sample.module.js'),
  imports('libs-never-import-apps', 'libs/eventlog/src/violation-app.ts', '../../../apps/sample/src/domain/rule.js'),
  imports('platform-is-the-top-lib', 'libs/database/src/violation-platform.ts', '../../platform/src/import-target.js'),
  imports('use-cases-do-no-io', 'apps/sample/src/use-cases/violation-storage.ts', '../storage/store.js'),
  imports('use-cases-do-no-io', 'apps/sample/src/use-cases/violation-http.ts', '../http/endpoint.js'),
  imports(
    'use-cases-do-no-io',
    'apps/sample/src/use-cases/violation-database.ts',
    '../../../../libs/database/src/import-target.js',
  ),
  imports(
    'use-cases-do-no-io',
    'apps/sample/src/use-cases/violation-decision-store.ts',
    '../../../../libs/complaint/src/storage/import-target.js',
  ),
  imports('platform-config-looks-down', 'libs/platform/src/config/violation-log.ts', '../observability/logging.js'),
  imports('platform-observability-looks-down', 'libs/platform/src/observability/violation-api.ts', '../api/locale.js'),
  imports('platform-api-looks-down', 'libs/platform/src/api/violation-http.ts', '../http/html-page.js'),
  imports('platform-http-looks-down', 'libs/platform/src/http/violation-process.ts', '../process/announce.js'),
  imports('use-cases-do-no-io', 'apps/sample/src/use-cases/violation-nest.ts', '@nestjs/core'),
  imports('http-only-calls-use-cases', 'apps/sample/src/http/violation-storage.ts', '../storage/store.js'),
  imports('http-only-calls-use-cases', 'apps/sample/src/http/violation-domain.ts', '../domain/rule.js'),
  imports(
    'http-only-calls-use-cases',
    'apps/sample/src/http/violation-database.ts',
    '../../../../libs/database/src/import-target.js',
  ),
  imports('http-of-readers', 'apps/queries/src/http/violation-domain.ts', '../domain/import-target.js'),
  imports('consumers-only-call-use-cases', 'apps/sample/src/violation-storage.consumer.ts', './storage/store.js'),
  imports('consumers-only-call-use-cases', 'apps/sample/src/violation-domain.consumer.ts', './domain/rule.js'),
  imports('consumers-of-readers', 'apps/audit/src/violation-http.consumer.ts', './http/import-target.js'),
  imports('storage-looks-down', 'apps/sample/src/storage/violation-http.ts', '../http/endpoint.js'),
  imports(
    'storage-looks-down',
    'apps/sample/src/storage/violation-platform.ts',
    '../../../../libs/platform/src/import-target.js',
  ),
  imports('storage-looks-down', 'libs/reference/src/violation-nest.ts', '@nestjs/core'),
  imports('couriers-only-carry', 'apps/sample/src/couriers/violation-storage.ts', '../storage/store.js'),
  imports('couriers-only-carry', 'apps/sample/src/couriers/violation-nest.ts', '@nestjs/common'),
  imports('modules-are-roots', 'apps/sample/src/storage/violation-module.ts', '../sample.module.js'),
  imports('mains-are-roots', 'apps/sample/src/violation.module.ts', './main.js'),
  imports('kafka-lives-in-three-files', 'libs/eventlog/src/violation-kafka.ts', 'kafkajs'),
  imports('prom-client-lives-in-one-file', 'apps/sample/src/violation-metrics.ts', 'prom-client'),
  imports('spans-are-begun-in-one-place', 'apps/sample/src/storage/violation-span.ts', '@opentelemetry/api'),
  imports('spans-are-begun-in-one-place', 'libs/platform/src/http/violation-sdk.ts', '@opentelemetry/sdk-trace-base'),
  imports('mail-lives-with-the-couriers', 'apps/sample/src/violation-mail.ts', 'nodemailer'),
  imports('telephones-live-in-one-file', 'apps/sample/src/http/violation-telephone.ts', 'libphonenumber-js/max'),
  imports('typeorm-lives-in-storage', 'apps/sample/src/violation-typeorm.ts', 'typeorm'),
  imports('typeorm-lives-in-storage', 'libs/complaint/src/view/violation-pg.ts', 'pg'),
  imports('migrations-stand-alone', 'libs/database/src/migrations/9999-violation-roles.ts', '../roles.js'),
  imports('no-dumping-grounds', 'apps/sample/src/storage/violation-helpers.ts', './helpers/anything.js'),
  imports('no-cycles', 'apps/sample/src/storage/violation-cycle.ts', './violation-cycle-back.js'),
  imports('no-unresolvable', 'apps/sample/src/storage/violation-nowhere.ts', './nowhere.js'),
];

/** Files with allowed imports in every layer. A rule that reports one of them is too broad. */
export const allowedImports: readonly RuleViolation[] = [
  imports('', 'apps/sample/src/domain/rule.ts', '@tuntas/kernel', '@tuntas/contracts', '@tuntas/complaint'),
  imports(
    '',
    'apps/sample/src/use-cases/use.ts',
    '../domain/rule.js',
    '@tuntas/kernel',
    '@tuntas/contracts',
    '@tuntas/complaint',
    '@nestjs/common',
  ),
  imports(
    '',
    'apps/sample/src/http/endpoint.ts',
    '../use-cases/use.js',
    '@nestjs/common',
    '@nestjs/swagger',
    'zod',
    '../../../../libs/complaint/src/view/import-target.js',
    '../../../../libs/platform/src/import-target.js',
  ),
  imports(
    '',
    'apps/sample/src/sample.consumer.ts',
    './use-cases/use.js',
    '../../../libs/eventlog/src/import-target.js',
    '@nestjs/microservices',
  ),
  imports(
    '',
    'apps/sample/src/storage/store.ts',
    '../domain/rule.js',
    'typeorm',
    'pg',
    '@nestjs/common',
    '../../../../libs/complaint/src/storage/import-target.js',
    '../../../../libs/database/src/import-target.js',
    '../../../../libs/reference/src/import-target.js',
  ),
  imports(
    '',
    'apps/sample/src/sample.module.ts',
    './sample.consumer.js',
    './http/endpoint.js',
    './storage/store.js',
    '@nestjs/common',
    '../../../libs/platform/src/import-target.js',
  ),
  imports('', 'apps/sample/src/main.ts', './sample.module.js'),
  imports(
    '',
    'apps/all-in-one/src/allowed-sample.ts',
    '../../sample/src/sample.module.js',
    '../../sample/src/sample.settings.js',
    '../../../libs/platform/src/import-target.js',
  ),
  imports('', 'apps/queries/src/http/allowed-endpoint.ts', '../storage/import-target.js'),
  imports(
    '',
    'apps/audit/src/allowed-projection.consumer.ts',
    './storage/import-target.js',
    './domain/import-target.js',
  ),
];

/** Files that the files above import. */
export const targets: readonly RuleViolation[] = [
  ...[
    'libs/database/src',
    'libs/eventlog/src',
    'libs/reference/src',
    'libs/platform/src',
    'libs/complaint/src/storage',
    'libs/complaint/src/view',
    'apps/queries/src/domain',
    'apps/queries/src/storage',
    'apps/audit/src/domain',
    'apps/audit/src/storage',
    'apps/audit/src/http',
  ].map(folder => ({ rule: '', file: `${folder}/import-target.ts`, text: 'export {};' })),
  imports('', 'apps/sample/src/storage/violation-cycle-back.ts', './violation-cycle.js'),
  { rule: '', file: 'apps/sample/src/storage/helpers/anything.ts', text: 'export {};' },
  { rule: '', file: 'apps/sample/src/sample.settings.ts', text: 'export {};' },
];

const inDomain = (rule: string, name: string, text: string): RuleViolation => ({
  rule,
  file: `apps/sla/src/domain/violation-${name}.ts`,
  text,
});

export const lintViolations: readonly RuleViolation[] = [
  inDomain('no-restricted-syntax', 'time', 'export const now = () => new Date();'),
  inDomain('no-restricted-syntax', 'text-time', 'export const now = () => Date();'),
  inDomain('no-restricted-syntax', 'number-time', 'export const now = () => Date.now();'),
  inDomain('no-restricted-syntax', 'chance', 'export const chance = () => Math.random();'),
  inDomain(
    'no-restricted-syntax',
    'decorator',
    'const mark = (_: unknown) => undefined;\n@mark export class Marked {}',
  ),
  inDomain('no-restricted-syntax', 'await', 'export const wait = async (it: Promise<void>) => { await it; };'),
  inDomain(
    'no-restricted-syntax',
    'await-each',
    'export const all = async (them: AsyncIterable<number>) => { for await (const one of them) return one; return 0; };',
  ),
  {
    rule: 'no-restricted-syntax',
    file: 'libs/contracts/src/violation-time.ts',
    text: 'export const now = () => new Date();',
  },
  {
    rule: 'no-restricted-syntax',
    file: 'apps/sla/src/use-cases/violation-catch.ts',
    text: `import { DomainError } from '@tuntas/kernel';\nexport const is = (e: unknown) => e instanceof DomainError;`,
  },
  {
    rule: 'no-restricted-syntax',
    file: 'tests/flows/violation-only.spec.ts',
    text: `it.only('hides the others', () => undefined);`,
  },
  {
    rule: 'no-restricted-imports',
    file: 'apps/sla/src/use-cases/violation-controller.ts',
    text: `import { Controller } from '@nestjs/common';\nexport const decorator = Controller;`,
  },
  {
    rule: 'no-restricted-properties',
    file: 'apps/sla/src/storage/violation-env.ts',
    text: 'export const port = process.env.PORT;',
  },
  {
    rule: 'no-restricted-properties',
    file: 'apps/sla/src/http/violation-coercion.ts',
    text: `import { z } from 'zod';\nexport const level = z.coerce.number();`,
  },
  {
    rule: '@typescript-eslint/no-floating-promises',
    file: 'apps/sla/src/storage/violation-floating.ts',
    text: 'const work = async () => 1;\nexport const go = () => { work(); };',
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    file: 'tests/flows/violation-any.ts',
    text: 'export const first = (values: any) => values[0];',
  },
  {
    rule: '@typescript-eslint/no-unused-vars',
    file: 'apps/sla/src/storage/violation-unused.ts',
    text: 'const unused = 1;\nexport {};',
  },
  {
    rule: 'regexp/no-super-linear-backtracking',
    file: 'apps/sla/src/storage/violation-square.ts',
    text: 'export const is = (text: string) => /^(?:a+)+b$/.test(text);',
  },
  {
    rule: 'regexp/no-super-linear-move',
    file: 'apps/sla/src/storage/violation-move.ts',
    text: `export const cut = (text: string) => text.replace(/ +$/, '');`,
  },
  { rule: 'max-lines', file: 'apps/sla/src/storage/violation-length.ts', text: 'export {};\n'.repeat(401) },
  {
    rule: 'house/arrow-functions',
    file: 'apps/sla/src/storage/violation-style.ts',
    text: 'export function half(n: number): number {\n  return n / 2;\n}\n',
  },
  { rule: 'max-len', file: 'apps/sla/src/storage/violation-width.ts', text: `// ${'word '.repeat(24)}\nexport {};` },
];

/** Expressions that the compiler must reject in the domain. */
export const domainTypeViolations: readonly RuleViolation[] = [
  'process.pid',
  'fetch("")',
  'setTimeout(() => 0, 1)',
  'console.log(1)',
  'crypto.randomUUID()',
  'performance.now()',
  'globalThis.Buffer',
].map((expression, index) => inDomain(expression, `world-${index}`, `export const world = () => ${expression};`));
