import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const source = (path: string): string => readFileSync(join(root, path), 'utf8');
const sources = ['apps', 'libs'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(path => /^[^/]+\/src\/.*\.ts$/.test(path) && !/\.spec(-kit)?\.ts$/.test(path))
    .map(path => join(folder, path)),
);

/** Files whose string literals are shown to users, in both languages. */
const tables = [
  ...['tracking-text', 'tracking-case-text', 'message-sentences', 'delivery-problem', 'tracking', 'message-text'].map(
    name => `apps/intake/src/domain/${name}.ts`,
  ),
  ...['receipt-page', 'message-page', 'service-contact', 'tracking-examples', 'tracking-schema', 'receipt-schema'].map(
    name => `apps/intake/src/http/${name}.ts`,
  ),
  'apps/queries/src/domain/timeline-sentences.ts',
  'apps/queries/src/domain/group-labels.ts',
  'apps/sla/src/domain/explain.ts',
  'apps/sla/src/domain/day-label.ts',
  ...['problem-texts', 'rule-texts', 'facts-in-words', 'fault-texts', 'field-labels'].map(
    name => `libs/platform/src/api/problems/${name}.ts`,
  ),
  ...['role-labels', 'json-body'].map(name => `libs/platform/src/api/${name}.ts`),
  'libs/contracts/src/labels.ts',
  'libs/kernel/src/date-in-words.ts',
];
const withoutComments = (code: string): string =>
  code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
/** Returns the string literals that contain more than one word. */
const literals = (code: string): string[] =>
  [...withoutComments(code).matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)]
    .map(([, plain, template]) => plain ?? template!)
    .filter(text => /\S\s\S/.test(text));
const texts = tables.flatMap(path => literals(source(path)).map(text => [path, text] as const));

/** Summaries and descriptions of operations and fields in the OpenAPI document. */
const described = sources.flatMap(path =>
  [
    ...withoutComments(source(path)).matchAll(
      /(?:summary|description):\s*['"`](.*?)['"`]\s*[,}\n]|describe\(\s*['"`](.*?)['"`]\s*[,)\n]/g,
    ),
  ].map(([, property, call]) => [path, property ?? call!] as const),
);

const tenants = readdirSync(join(root, 'deploy/seed')).map(
  city => [`deploy/seed/${city}/tenant.json`, source(`deploy/seed/${city}/tenant.json`)] as const,
);

/** Archaic or ambiguous phrases, each with a plain replacement. */
const stiffEnglish: readonly (readonly [RegExp, string])[] = [
  [/\b(bring|brings|brought) /, 'pass to'],
  [/\b(took|taken?|takes?) (it |this complaint |the complaint |this |them )?back\b/, 'withdrew'],
  [/has all that is needed/, 'is complete'],
  [/\bgoes on\b|\bgo on with\b|\bwent on to\b/, 'continues'],
  [/\bdeal(s|t|ing)? with\b/, 'handles'],
  [/\bsettl(e|es|ed|ing)\b/, 'solve, resolved'],
  [/\bwork(s|ed)? on (it )?again\b/, 'is looking at it again'],
  [/in the right way/, 'handled correctly'],
  [/\bBy what\b/, 'According to'],
  [/at the latest/, 'by'],
  [/\ba little more\b/, 'some more information'],
  [/\bin touch\b/, 'contact'],
  [/\breckoned\b|\banew\b/, 'recalculated'],
  [/\bby rule\b/, 'automatically'],
  [/could not be given/, 'We could not grant your request'],
  [/\bwatch(es|ed)? over\b/, 'monitors'],
  [/\btime (for .*)?(has )?ended\b|the time for it ends/, 'the deadline passed'],
  [/\bWhoever holds\b/, 'gets the widest scope'],
  [/\bsees? to (it|its)\b/, 'is handling it'],
];

describe('user-visible texts', () => {
  it('are found in the text tables, the OpenAPI descriptions and the seed data', () => {
    expect(texts.length).toBeGreaterThan(700);
    expect(described.length).toBeGreaterThan(250);
    expect(tenants.length).toBeGreaterThan(0);
  });

  it('use plain English', () => {
    const offences = [...texts, ...described].flatMap(([path, text]) =>
      stiffEnglish.flatMap(([stiff, plain]) => (stiff.test(text) ? [`${path}: ${text} (say: ${plain})`] : [])),
    );
    expect(offences).toEqual([]);
  });

  it('use friendly Indonesian: no "tertulis", "berbuat apa-apa" or "boleh ditutup"', () => {
    const cold = /\btertulis\b|berbuat apa-apa|boleh ditutup|\bdengan nomor \{|lagi sebentar lagi|\bmenarik pengaduan/;
    expect([...texts, ...tenants].filter(([, text]) => cold.test(text))).toEqual([]);
  });

  it('write times in Indonesian with a dot', () => {
    expect([...texts, ...tenants].filter(([, text]) => /pukul \d\d?:\d\d/.test(text))).toEqual([]);
    const matching = sources.filter(path => /'pukul'|pukul \$\{/.test(withoutComments(source(path))));
    expect(matching).toEqual(['libs/kernel/src/date-in-words.ts']); // only date-in-words formats times
  });

  it('contain no enum codes such as a status or a stage', () => {
    const withCodes = texts.filter(
      ([, text]) => /^\P{L}*\p{Lu}.*\.$/u.test(text) && /\b[a-z]+_[a-z_]+\b/.test(text.replace(/\$\{[^}]*\}/g, '')),
    );
    expect(withCodes).toEqual([]);
  });
});
