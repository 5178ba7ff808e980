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

/** What the import rules must catch; the specifiers resolve to files of the garden or to packages. */
export const importViolations: readonly RuleViolation[] = [
  imports('pure-imports-only-pure', 'apps/sla/src/domain/planted-framework.ts', '@nestjs/common'),
  imports('pure-imports-only-pure', 'libs/complaint/src/domain/planted-node.ts', 'node:crypto'),
  imports('pure-imports-only-pure', 'libs/kernel/src/planted-package.ts', 'zod'),
  imports(
    'domain-stays-in-its-service',
    'apps/sla/src/domain/planted-neighbour.ts',
    '../../../garden/src/domain/rule.js',
  ),
  imports('contracts-are-a-leaf', 'libs/contracts/src/planted-kernel.ts', '@tuntas/kernel'),
  imports('services-are-islands', 'apps/sla/src/storage/planted-neighbour.ts', '../../../garden/src/storage/store.js'),
  imports(
    'all-in-one-sees-only-modules',
    'apps/all-in-one/src/planted-use-case.ts',
    '../../garden/src/use-cases/use.js',
  ),
  imports(
    'all-in-one-sees-only-modules',
    'apps/all-in-one/src/planted-lib.ts',
    '../../../libs/database/src/planted-target.js',
  ),
  imports(
    'gateway-sees-only-service',
    'apps/gateway/src/planted-lib.ts',
    '../../../libs/database/src/planted-target.js',
  ),
  imports('gateway-sees-only-service', 'apps/gateway/src/planted-module.ts', '../../garden/src/garden.module.js'),
  imports('libs-never-import-apps', 'libs/eventlog/src/planted-app.ts', '../../../apps/garden/src/domain/rule.js'),
  imports('service-is-the-top-lib', 'libs/database/src/planted-service.ts', '../../service/src/planted-target.js'),
  imports('use-cases-do-no-io', 'apps/garden/src/use-cases/planted-storage.ts', '../storage/store.js'),
  imports('use-cases-do-no-io', 'apps/garden/src/use-cases/planted-http.ts', '../http/door.js'),
  imports(
    'use-cases-do-no-io',
    'apps/garden/src/use-cases/planted-database.ts',
    '../../../../libs/database/src/planted-target.js',
  ),
  imports(
    'use-cases-do-no-io',
    'apps/garden/src/use-cases/planted-decision-store.ts',
    '../../../../libs/complaint/src/storage/planted-target.js',
  ),
  imports('use-cases-do-no-io', 'apps/garden/src/use-cases/planted-nest.ts', '@nestjs/core'),
  imports('http-only-calls-use-cases', 'apps/garden/src/http/planted-storage.ts', '../storage/store.js'),
  imports('http-only-calls-use-cases', 'apps/garden/src/http/planted-domain.ts', '../domain/rule.js'),
  imports(
    'http-only-calls-use-cases',
    'apps/garden/src/http/planted-database.ts',
    '../../../../libs/database/src/planted-target.js',
  ),
  imports('http-of-readers', 'apps/queries/src/http/planted-domain.ts', '../domain/planted-target.js'),
  imports('consumers-only-call-use-cases', 'apps/garden/src/planted-storage.consumer.ts', './storage/store.js'),
  imports('consumers-only-call-use-cases', 'apps/garden/src/planted-domain.consumer.ts', './domain/rule.js'),
  imports('consumers-of-readers', 'apps/audit/src/planted-http.consumer.ts', './http/planted-target.js'),
  imports('storage-looks-down', 'apps/garden/src/storage/planted-http.ts', '../http/door.js'),
  imports(
    'storage-looks-down',
    'apps/garden/src/storage/planted-service.ts',
    '../../../../libs/service/src/planted-target.js',
  ),
  imports('storage-looks-down', 'libs/reference/src/planted-nest.ts', '@nestjs/core'),
  imports('couriers-only-carry', 'apps/garden/src/couriers/planted-storage.ts', '../storage/store.js'),
  imports('couriers-only-carry', 'apps/garden/src/couriers/planted-nest.ts', '@nestjs/common'),
  imports('modules-are-roots', 'apps/garden/src/storage/planted-module.ts', '../garden.module.js'),
  imports('mains-are-roots', 'apps/garden/src/planted.module.ts', './main.js'),
  imports('kafka-lives-in-three-files', 'libs/eventlog/src/planted-kafka.ts', 'kafkajs'),
  imports('prom-client-lives-in-one-file', 'apps/garden/src/planted-metrics.ts', 'prom-client'),
  imports('spans-are-begun-in-one-place', 'apps/garden/src/storage/planted-span.ts', '@opentelemetry/api'),
  imports('spans-are-begun-in-one-place', 'libs/service/src/planted-sdk.ts', '@opentelemetry/sdk-trace-base'),
  imports('mail-lives-with-the-couriers', 'apps/garden/src/planted-mail.ts', 'nodemailer'),
  imports('telephones-live-in-one-file', 'apps/garden/src/http/planted-telephone.ts', 'libphonenumber-js/max'),
  imports('typeorm-lives-in-storage', 'apps/garden/src/planted-typeorm.ts', 'typeorm'),
  imports('typeorm-lives-in-storage', 'libs/complaint/src/view/planted-pg.ts', 'pg'),
  imports('no-dumping-grounds', 'apps/garden/src/storage/planted-helpers.ts', './helpers/anything.js'),
  imports('no-cycles', 'apps/garden/src/storage/planted-cycle.ts', './planted-cycle-back.js'),
  imports('no-unresolvable', 'apps/garden/src/storage/planted-nowhere.ts', './nowhere.js'),
];

/** What every room may import: a rule that forbids it is too wide. */
export const allowedImports: readonly RuleViolation[] = [
  imports('', 'apps/garden/src/domain/rule.ts', '@tuntas/kernel', '@tuntas/contracts', '@tuntas/complaint'),
  imports(
    '',
    'apps/garden/src/use-cases/use.ts',
    '../domain/rule.js',
    '@tuntas/kernel',
    '@tuntas/contracts',
    '@tuntas/complaint',
    '@nestjs/common',
  ),
  imports(
    '',
    'apps/garden/src/http/door.ts',
    '../use-cases/use.js',
    '@nestjs/common',
    '@nestjs/swagger',
    'zod',
    '../../../../libs/complaint/src/view/planted-target.js',
    '../../../../libs/service/src/planted-target.js',
  ),
  imports(
    '',
    'apps/garden/src/garden.consumer.ts',
    './use-cases/use.js',
    '../../../libs/eventlog/src/planted-target.js',
    '@nestjs/microservices',
  ),
  imports(
    '',
    'apps/garden/src/storage/store.ts',
    '../domain/rule.js',
    'typeorm',
    'pg',
    '@nestjs/common',
    '../../../../libs/complaint/src/storage/planted-target.js',
    '../../../../libs/database/src/planted-target.js',
    '../../../../libs/reference/src/planted-target.js',
  ),
  imports(
    '',
    'apps/garden/src/garden.module.ts',
    './garden.consumer.js',
    './http/door.js',
    './storage/store.js',
    '@nestjs/common',
    '../../../libs/service/src/planted-target.js',
  ),
  imports('', 'apps/garden/src/main.ts', './garden.module.js'),
  imports(
    '',
    'apps/all-in-one/src/planted-garden.ts',
    '../../garden/src/garden.module.js',
    '../../../libs/service/src/planted-target.js',
  ),
  imports('', 'apps/queries/src/http/planted-door.ts', '../storage/planted-target.js'),
  imports('', 'apps/audit/src/planted-fold.consumer.ts', './storage/planted-target.js', './domain/planted-target.js'),
];

/** What the plants above import. */
export const targets: readonly RuleViolation[] = [
  ...[
    'libs/database/src',
    'libs/eventlog/src',
    'libs/reference/src',
    'libs/service/src',
    'libs/complaint/src/storage',
    'libs/complaint/src/view',
    'apps/queries/src/domain',
    'apps/queries/src/storage',
    'apps/audit/src/domain',
    'apps/audit/src/storage',
    'apps/audit/src/http',
  ].map(folder => ({ rule: '', file: `${folder}/planted-target.ts`, text: 'export {};' })),
  imports('', 'apps/garden/src/storage/planted-cycle-back.ts', './planted-cycle.js'),
  { rule: '', file: 'apps/garden/src/storage/helpers/anything.ts', text: 'export {};' },
];

const inDomain = (rule: string, name: string, text: string): RuleViolation => ({
  rule,
  file: `apps/sla/src/domain/planted-${name}.ts`,
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
    file: 'libs/contracts/src/planted-time.ts',
    text: 'export const now = () => new Date();',
  },
  {
    rule: 'no-restricted-syntax',
    file: 'apps/sla/src/use-cases/planted-catch.ts',
    text: `import { DomainError } from '@tuntas/kernel';\nexport const is = (e: unknown) => e instanceof DomainError;`,
  },
  {
    rule: 'no-restricted-syntax',
    file: 'tests/flows/planted-only.spec.ts',
    text: `it.only('hides the others', () => undefined);`,
  },
  {
    rule: 'no-restricted-imports',
    file: 'apps/sla/src/use-cases/planted-controller.ts',
    text: `import { Controller } from '@nestjs/common';\nexport const door = Controller;`,
  },
  {
    rule: 'no-restricted-properties',
    file: 'apps/sla/src/storage/planted-env.ts',
    text: 'export const port = process.env.PORT;',
  },
  {
    rule: 'no-restricted-properties',
    file: 'apps/sla/src/http/planted-coercion.ts',
    text: `import { z } from 'zod';\nexport const level = z.coerce.number();`,
  },
  {
    rule: '@typescript-eslint/no-floating-promises',
    file: 'apps/sla/src/storage/planted-floating.ts',
    text: 'const work = async () => 1;\nexport const go = () => { work(); };',
  },
  {
    rule: '@typescript-eslint/no-unused-vars',
    file: 'apps/sla/src/storage/planted-unused.ts',
    text: 'const nobody = 1;\nexport {};',
  },
  {
    rule: 'regexp/no-super-linear-backtracking',
    file: 'apps/sla/src/storage/planted-square.ts',
    text: 'export const is = (text: string) => /^(?:a+)+b$/.test(text);',
  },
  {
    rule: 'regexp/no-super-linear-move',
    file: 'apps/sla/src/storage/planted-move.ts',
    text: `export const cut = (text: string) => text.replace(/ +$/, '');`,
  },
  { rule: 'max-lines', file: 'apps/sla/src/storage/planted-length.ts', text: 'export {};\n'.repeat(401) },
  { rule: 'max-len', file: 'apps/sla/src/storage/planted-width.ts', text: `// ${'word '.repeat(24)}\nexport {};` },
];

/** What the compiler must refuse in the domain. */
export const domainTypeViolations: readonly RuleViolation[] = [
  'process.pid',
  'fetch("")',
  'setTimeout(() => 0, 1)',
  'console.log(1)',
  'crypto.randomUUID()',
  'performance.now()',
  'globalThis.Buffer',
].map((expression, index) => inDomain(expression, `world-${index}`, `export const world = () => ${expression};`));
