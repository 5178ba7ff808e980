type Labels = Readonly<Record<string, string>>;
interface Sample {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}
interface Family {
  readonly help: string;
  readonly type: string;
  readonly samples: readonly Sample[];
}

const header = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/;
const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;

const labelsIn = (text: string): Labels => {
  const labels: Record<string, string> = {};
  for (label.lastIndex = 0; label.lastIndex < text.length;) {
    const found = label.exec(text);
    if (!found) throw new Error(`invalid labels: ${text}`);
    if (found[1]! in labels) throw new Error(`duplicate label ${found[1]}: ${text}`);
    labels[found[1]!] = found[2]!;
  }
  return labels;
};
const valueIn = (text: string): number => {
  const value = /^[+-]Inf$/.test(text) ? Number(`${text}inity`) : /^nan$/i.test(text) ? NaN : Number(text);
  if (Number.isNaN(value) && !/^nan$/i.test(text)) throw new Error(`not a number: ${text}`);
  return value;
};
/** The suffixes that sample names of a metric type may have. */
const suffixes: Readonly<Record<string, RegExp>> = { histogram: /^_(bucket|sum|count)$/, summary: /^(_sum|_count)?$/ };

/**
 * Parses a scrape strictly by Prometheus' text format.
 * @throws Error at the first invalid line
 */
export class Exposition {
  readonly families: ReadonlyMap<string, Family>;

  constructor(readonly text: string) {
    const families = new Map<string, { help: string; type: string; samples: Sample[] }>();
    const seen = new Set<string>();
    let [current, helped] = ['', ''];
    if (!text.endsWith('\n')) throw new Error('the last line has no line break');
    for (const each of text.split('\n').filter(Boolean)) {
      const [, word, name, rest] = header.exec(each) ?? [];
      if (word === 'HELP') {
        [current, helped] = [name!, rest!];
        continue;
      }
      if (word === 'TYPE') {
        if (current !== name || families.has(name)) throw new Error(`unexpected line: ${each}`);
        families.set(name, { help: helped, type: rest!, samples: [] });
        continue;
      }
      const [, sampled, labels = '', value] = line.exec(each) ?? [];
      const family = families.get(current);
      if (
        !sampled ||
        !family ||
        !sampled.startsWith(current) ||
        !(suffixes[family.type] ?? /^$/).test(sampled.slice(current.length))
      )
        throw new Error(`unexpected line: ${each}`);
      const sample = { name: sampled, labels: labelsIn(labels), value: valueIn(value!) };
      const key = `${sampled} ${JSON.stringify(Object.entries(sample.labels).sort())}`;
      if (seen.has(key)) throw new Error(`duplicate sample: ${each}`);
      seen.add(key);
      family.samples.push(sample);
    }
    this.families = families;
  }

  /** The names of Tuntas' own metrics, sorted. */
  get names(): string[] {
    return [...this.families.keys()].filter(name => name.startsWith('tuntas_')).sort();
  }

  /** The samples with this name that have at least these labels. */
  all(name: string, labels: Labels = {}): readonly Sample[] {
    return [...this.families.values()]
      .flatMap(({ samples }) => samples)
      .filter(
        sample => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
      );
  }

  /** The sum of the matching samples; undefined if there are none. */
  of(name: string, labels: Labels = {}): number | undefined {
    const samples = this.all(name, labels);
    return samples.length === 0 ? undefined : samples.reduce((sum, { value }) => sum + value, 0);
  }
}
