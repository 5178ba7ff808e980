import type { Checker, ComplaintRow, Evidence, Finding } from '../lab/model.js';
import { streamsOf, type EventStream } from './streams.js';

/**
 * Checks that the first occurrences of events are in sequence, and that times never decrease in a stream or a history.
 */
export const nonmonotonic: Checker = {
  name: 'nonmonotonic',
  check(evidence) {
    return [
      ...streamsOf(evidence).all.flatMap(stream => [...outOfOrder(stream), ...backInTime(stream)]),
      ...backInHistory(evidence),
    ];
  },
};

const outOfOrder = ({ source, subject, entries }: EventStream): Finding[] =>
  entries.flatMap((entry, i) => {
    const before = entries[i - 1];
    return before && entry.sequence < before.sequence
      ? [{ checker: 'nonmonotonic', subject, what: `${source} ${entry.sequence} comes after ${before.sequence}` }]
      : [];
  });

const backInTime = ({ source, subject, entries }: EventStream): Finding[] => {
  const inOrder = [...entries].sort((a, b) => a.sequence - b.sequence);
  return inOrder.flatMap((entry, i) => {
    const before = inOrder[i - 1];
    return before && entry.time < before.time
      ? [
          {
            checker: 'nonmonotonic',
            subject,
            what: `${source} ${entry.sequence} has time ${entry.time.toISOString()}, ${before.sequence} has ${before.time.toISOString()}`,
          },
        ]
      : [];
  });
};

const backInHistory = ({ complaints }: Evidence): Finding[] =>
  complaints.flatMap((complaint: ComplaintRow) =>
    complaint.facts.flatMap((fact, i): Finding[] => {
      const before = complaint.facts[i - 1];
      return before && fact.at < before.at
        ? [
            {
              checker: 'nonmonotonic',
              subject: complaint.id,
              what: `${fact.act} is earlier than ${before.act} before it`,
            },
          ]
        : [];
    }),
  );
