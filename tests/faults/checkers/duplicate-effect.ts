import type { Checker, ComplaintRow, Evidence, Finding } from '../lab/model.js';
import { acts } from '../workload/acts/index.js';
import { eventsOf, streamsOf } from './streams.js';

const finding = (subject: string, what: string): Finding => ({ checker: 'duplicate-effect', subject, what });

/**
 * Checks that each attempt has one effect, each sequence number of a stream has one event, each percentage of a clock
 * has one warning, and the audit log contains each event once.
 */
export const duplicateEffect: Checker = {
  name: 'duplicate-effect',
  check: evidence => [
    ...lodgedTwice(evidence),
    ...doneTwice(evidence),
    ...warnedTwice(evidence),
    ...streamsOf(evidence).clashes.map(([first, second]) =>
      finding(
        first.subject,
        `${first.source} ${first.sequence} is ${first.type} ${first.id} and ${second.type} ${second.id}`,
      ),
    ),
    ...auditDiffers(evidence),
  ],
};

const lodgedTwice = ({ complaints }: Evidence): Finding[] => {
  const first = new Map<string, string>();
  return complaints.flatMap(({ id, key }) => {
    if (key === null) return [];
    const other = first.get(key);
    if (other === undefined) first.set(key, id);
    return other === undefined ? [] : [finding(id, `${key} lodged ${other} too`)];
  });
};

/** A key occurs as often as it was submitted. An act that is in the history several times needs as many keys. */
const doneTwice = ({ complaints, attempts }: Evidence): Finding[] => {
  const actOf = new Map(attempts.map(({ key, act }) => [key, act]));
  const typed = acts.filter(act => act.typed && act.fact !== null);
  const repetitionsIn = (complaint: ComplaintRow): string[] => {
    const once = new Set<string>();
    const again = complaint.keys
      .filter(key => once.has(key) || !once.add(key))
      .map(key => `${actOf.get(key)} ${key} was done twice`);
    const unkeyed = typed.flatMap(({ name, fact }) => {
      const facts =
        complaint.facts.filter(({ act }) => act === fact).length - (fact === 'assign' && complaint.ruled ? 1 : 0);
      const keys = [...once].filter(key => actOf.get(key) === name).length;
      return facts > Math.max(1, keys) ? [`${facts} times ${fact} in the history, ${keys} times done`] : [];
    });
    return [...again, ...unkeyed];
  };
  return complaints.flatMap(complaint => repetitionsIn(complaint).map(what => finding(complaint.id, what)));
};

const warnedTwice = (evidence: Evidence): Finding[] => {
  const known = new Set<string>();
  return eventsOf(evidence, 'clock.warned.v1').flatMap(({ subject, data }) => {
    const warning = `${String(data['clockId'])} ${String(data['percent'])}`;
    return known.has(warning)
      ? [finding(subject, `${String(data['name'])} warned twice at ${String(data['percent'])} percent`)]
      : (known.add(warning), []);
  });
};

/** The audit log must equal the event log without its duplicates. */
const auditDiffers = (evidence: Evidence): Finding[] => {
  const [streams, poisoned] = [streamsOf(evidence), new Set(evidence.poisoned)];
  const audited = new Map<string, Set<number>>();
  const found: Finding[] = [];
  for (const { source, subject, sequence, type } of evidence.audit) {
    if (poisoned.has(subject)) continue;
    const name = `${source}/${subject}`;
    let numbers = audited.get(name);
    if (!numbers) audited.set(name, (numbers = new Set()));
    if (numbers.has(sequence)) found.push(finding(subject, `audit has ${source} ${sequence} twice`));
    numbers.add(sequence);
    const entry = streams.of(source, subject)?.entries.find(each => each.sequence === sequence);
    if (entry?.type !== type)
      found.push(
        finding(subject, `${source} ${sequence} is ${type} in the audit and ${entry?.type ?? 'nothing'} on the log`),
      );
  }
  for (const { source, subject, entries } of streams.all) {
    const missing = entries.length - (audited.get(`${source}/${subject}`)?.size ?? 0);
    if (missing > 0) found.push(finding(subject, `audit lacks ${missing} of ${source}`));
  }
  return found;
};
