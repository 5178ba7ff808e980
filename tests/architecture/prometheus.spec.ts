import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { runPromtool, testWithPromtool } from '../kit/promtool.js';

const folder = 'deploy/prometheus';
const page = readFileSync('docs/metrics-and-alerts.md', 'utf8');
const documented = [...page.matchAll(/^\| `(tuntas_\w+)`/gm)].map(([, name]) => name!);
const rules: readonly {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string };
}[] = parse(readFileSync(`${folder}/alerts.yml`, 'utf8')).groups.flatMap((group: { rules: object[] }) => group.rules);

describe('Prometheus configuration', () => {
  it('uses only metrics that docs/metrics-and-alerts.md lists', () => {
    const used = new Set(
      rules
        .flatMap(({ expr }) => expr.match(/\btuntas_\w+/g) ?? [])
        .map(name => name.replace(/_(bucket|sum|count)$/, '')),
    );
    expect([...used].filter(name => !documented.includes(name))).toEqual([]);
    expect(used.size).toBeGreaterThan(12);
  });

  it('never sums a metric that all processes report with the same value', () => {
    const duplicated = [...page.matchAll(/^\| `(tuntas_\w+)` ¹/gm)].map(([, name]) => name!);
    const unsafe = rules.filter(({ expr }) =>
      duplicated.some(name =>
        [...expr.matchAll(new RegExp(`(.{0,40})\\b${name}\\b`, 'g'))].some(
          ([, before]) => !/max( by \(\w+\))? \(?$|max\($/.test(before!),
        ),
      ),
    );
    expect(duplicated.length).toBeGreaterThan(10);
    expect(unsafe.map(({ alert }) => alert)).toEqual([]);
  });

  it('documents every alert in docs/metrics-and-alerts.md', () => {
    const named = new Set(page.match(/\bTuntas[A-Z]\w+/g));
    expect([...named].sort()).toEqual(rules.map(({ alert }) => alert).sort());
    expect(
      rules.filter(
        ({ labels, annotations }) =>
          !['critical', 'warning'].includes(labels.severity) || annotations.summary.length < 10,
      ),
    ).toEqual([]);
  });

  it('has a heading for every link in docs/metrics-and-alerts.md', () => {
    const headings = new Set(
      [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
        heading!
          .toLowerCase()
          .replace(/[^a-z0-9 -]/g, '')
          .replace(/ /g, '-'),
      ),
    );
    expect(
      [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor!).filter(anchor => !headings.has(anchor)),
    ).toEqual([]);
  });

  it('has a rule test for every alert', () => {
    const tried: readonly { alert_rule_test?: readonly { alertname: string }[] }[] = parse(
      readFileSync(`${folder}/alerts.test.yml`, 'utf8'),
    ).tests;
    expect(new Set(tried.flatMap(each => each.alert_rule_test ?? []).map(({ alertname }) => alertname))).toEqual(
      new Set(rules.map(({ alert }) => alert)),
    );
  });

  testWithPromtool('passes the checks and rule tests of promtool', async () => {
    expect(runPromtool(['check', 'config', `${folder}/prometheus.yml`])).toMatchObject({
      status: 0,
      complaints: '',
      says: expect.stringContaining(`${rules.length} rules found`),
    });
    expect(runPromtool(['check', 'config', 'package.json']).status).not.toBe(0);
    expect(runPromtool(['test', 'rules', `${folder}/alerts.test.yml`])).toMatchObject({
      status: 0,
      complaints: '',
      says: expect.stringContaining('SUCCESS'),
    });
  });
});
