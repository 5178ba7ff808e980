import type { ClockRow, ComplaintRow } from '../lab/model.js';

/** The acts that fulfil the duty of a clock, by domain.md section 3. */
const meeting: Readonly<Record<string, readonly string[]>> = {
  verification: ['verify', 'assign'],
  completeness_reply: ['verify', 'assign', 'request_completion'],
  human_contact: ['contact'],
  first_response: ['respond', 'ask', 'resolve'],
  resolution: ['resolve'],
  decision: ['resolve'],
};
/** The acts that end a duty without fulfilling it; a transfer starts the duty of the next office. */
const ending: Readonly<Record<string, readonly string[]>> = {
  human_contact: ['resolve', 'transfer'],
  first_response: ['transfer'],
};

type Fact = ComplaintRow['facts'][number];

/**
 * Finds the first fact before `until` that fulfilled or ended the duty of the clock. Closing and a new cycle end every
 * duty.
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
