import { wrap } from './wording.mjs';

const textWidth = 100;
const shownClockEvent = 'clock.breached.v1';
const shownTexts = [
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
const isShown = ({ type }) => !type.startsWith('clock.') || type === shownClockEvent;

/**
 * Formats the timeline of a complaint by day, with the texts of its acts. Of the clock events it shows only breaches.
 */
export const storyOf = async (city, { id }, words, wording) => {
  const [{ subject, ticket }, timeline] = await Promise.all([
    city.get(`/v1/complaints/${id}`, 'coordinator'),
    city.all(`/v1/complaints/${id}/timeline`, {}, 'coordinator'),
  ]);
  const shown = timeline.filter(isShown);
  const lines = [`${words.story}: ${subject} (${ticket})`];
  let today;
  for (const { at, what, by, texts } of shown) {
    const day = wording.day(at);
    if (day !== today) lines.push('', day);
    today = day;
    lines.push(`  ${wording.time(at)}  ${what}${by.role === 'system' ? '' : ` (${by.who})`}`);
    for (const { field, body } of texts)
      if (shownTexts.includes(field))
        lines.push(
          ...body
            .split(/\n+/)
            .flatMap(part => wrap(part.split(/\s+/), ' ', textWidth))
            .map(line => `           ${line}`),
        );
  }
  return [...lines, '', words.clockLines(timeline.length - shown.length)];
};
