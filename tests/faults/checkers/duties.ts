import type { ClockRow, ComplaintRow } from '../lab/model.js';

/** Which acts meet the duty of a clock (docs/domain.md#clocks). */
const meeting: Readonly<Record<string, readonly string[]>> = {
  verification: ['verify', 'assign'],
  completeness_reply: ['verify', 'assign', 'request_completion'],
  human_contact: ['contact'],
  first_response: ['respond', 'ask', 'resolve'],
  resolution: ['resolve'],
  decision: ['resolve'],
};
/** Which acts end the duty though they do not meet it; a transfer starts the duty of the next office. */
const ending: Readonly<Record<string, readonly string[]>> = {
  human_contact: ['resolve', 'transfer'],
  first_response: ['transfer'],
};

type Fact = ComplaintRow['facts'][number];

/**
 * The first fact that met the duty of this clock, or ended it, before `until`; closing and a new cycle end every duty.
 */
export const doneBefore = (
  { facts }: ComplaintRow,
  { name, cycle, startedAt }: ClockRow,
  until: Date,
): Fact | undefined =>
  facts.find(
    fact =>
      fact.at >= startedAt &&
      fact.at < until &&
      ((fact['cycle'] === cycle &&
        (meeting[name]?.includes(fact.act) ||
          (ending[name]?.includes(fact.act) && fact.at > startedAt) ||
          isOver(fact))) ||
        Number(fact['cycle']) > cycle),
  );

const isOver = (fact: Fact): boolean => fact['status'] === 'closed' || fact['status'] === 'archived';
