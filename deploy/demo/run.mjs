import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkNode } from '../local/prepare.mjs';
import { City, DemoError } from './city.mjs';
import { figuresOf } from './figures.mjs';
import { open } from './opening.mjs';
import { plan } from './plan.mjs';
import { play } from './player.mjs';
import { progress } from './progress.mjs';
import { report } from './report.mjs';
import { signposts } from './signposts.mjs';
import { storyOf } from './story.mjs';
import { texts } from './texts.mjs';
import { wording } from './wording.mjs';

/** The complaint whose story is printed: it is neglected, referred to the Ombudsman, and settled in the end. */
const storyName = 'road-flooded-two-months-long';

const readArguments = () => {
  try {
    const { values } = parseArgs({
      options: {
        lang: { type: 'string', default: 'id' },
        again: { type: 'boolean', default: false },
        figures: { type: 'string' },
      },
    });
    if (values.lang in texts) return values;
  } catch {
    /* the usage is printed below */
  }
  console.error(texts.id.usage);
  return process.exit(2);
};

checkNode();
const { lang, again, figures: file } = readArguments();
const words = texts[lang];
const format = wording(lang);
const city = new City(process.env.TUNTAS_URL ?? 'http://127.0.0.1:3000', lang);
let bar;
try {
  const since = performance.now();
  const days = await open(city, words, again);
  const stories = plan();
  console.log(words.living(stories.length, format.day(days[0]), format.day(days.at(-1))));
  bar = await progress(lang);
  const { lives, spent } = await play(city, stories, days, bar.update);
  bar.done();
  const figures = await figuresOf(city);
  const life = lives.get(storyName);
  const seconds = (performance.now() - since) / 1_000;
  if (file) writeFileSync(file, JSON.stringify({ ...figures, seconds, ...spent }));
  const parts = [
    report(figures, days.at(-1), words, format),
    await storyOf(city, life, words, format),
    [words.took(format.decimal(seconds))],
    signposts(city, life, words),
  ];
  for (const part of parts) console.log(`\n${part.join('\n')}`);
} catch (error) {
  bar?.done();
  if (!(error instanceof DemoError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
