import { wrap } from './wording.mjs';

const textWidth = 100;
const toldOfClocks = 'clock.breached.v1';
const spoken = [
  'description',
  'question',
  'answer',
  'response',
  'explanation',
  'remedy',
  'reason',
  'note',
  'contact.note',
];
const isTold = ({ type }) => !type.startsWith('clock.') || type === toldOfClocks;

/**
 * The story of a complaint from its timeline: what happened on which day, and what was said. Clocks are told where they
 * were missed.
 */
export const storyOf = async (city, { id }, words, wording) => {
  const [{ subject, ticket }, timeline] = await Promise.all([
    city.get(`/v1/complaints/${id}`, 'coordinator'),
    city.all(`/v1/complaints/${id}/timeline`, {}, 'coordinator'),
  ]);
  const told = timeline.filter(isTold);
  const lines = [`${words.story}: ${subject} (${ticket})`];
  let today;
  for (const { at, what, by, texts } of told) {
    const day = wording.day(at);
    if (day !== today) lines.push('', day);
    today = day;
    lines.push(`  ${wording.time(at)}  ${what}${by.role === 'system' ? '' : ` (${by.who})`}`);
    for (const { field, body } of texts)
      if (spoken.includes(field))
        lines.push(
          ...body
            .split(/\n+/)
            .flatMap(part => wrap(part.split(/\s+/), ' ', textWidth))
            .map(line => `           ${line}`),
        );
  }
  return [...lines, '', words.clockLines(timeline.length - told.length)];
};
