import { readFileSync } from 'node:fs';

const read = file => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));

/** The length of the story in working days. */
export const length = 58;

/**
 * An act, parsed from a line of `stories.json`: `<working days after the lodging> <act> [words]: <text>`.
 * @typedef {object} Step
 * @property {number} after
 * @property {string} act
 * @property {string[]} words
 * @property {string} text
 */
const stepOf = line => {
  const [, after, act, words, text] = /^(\d+) ([a-z-]+)((?: [^\s:]+)*)(?:: (.+))?$/.exec(line);
  return { after: Number(after), act, words: words.trim().split(' ').filter(Boolean), text: text ?? '' };
};

/** Reads all complaints with their stories, in the order of lodging. */
export const plan = () => {
  const complaints = new Map(read('complaints.json').map(({ id, ...lodging }) => [id, lodging]));
  return read('stories.json')
    .map(({ complaint, day, daysSince = 2, acts }) => ({
      name: complaint,
      day,
      daysSince,
      lodging: complaints.get(complaint),
      steps: acts.map(stepOf),
    }))
    .sort((one, other) => one.day - other.day);
};

/**
 * Groups lodgings and acts by time. They happen in the morning; acts on the day of the lodging happen in the afternoon.
 * Times without lodgings and acts are omitted.
 */
export const occasions = stories => {
  const all = [];
  for (let day = 0; day < length; day++) {
    const lodged = stories.filter(story => story.day === day);
    const morning = stories.map(story => ({
      story,
      steps: story.steps.filter(({ after }) => after > 0 && story.day + after === day),
    }));
    const afternoon = lodged.map(story => ({ story, steps: story.steps.filter(({ after }) => after === 0) }));
    all.push({ day, hour: 'morning', lodged, acts: morning }, { day, hour: 'afternoon', lodged: [], acts: afternoon });
  }
  return all
    .map(occasion => ({ ...occasion, acts: occasion.acts.filter(({ steps }) => steps.length > 0) }))
    .filter(({ lodged, acts }) => lodged.length + acts.length > 0);
};
