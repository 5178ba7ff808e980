import { problemText, problemTexts } from './problem-texts.js';
import { ruleTexts } from './rule-texts.js';

describe('problem texts', () => {
  it.each(Object.entries({ ...problemTexts, ...ruleTexts }))('%s exists in both languages, and they differ', (code, { id, en }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
    for (const text of [id.title, id.detail, en.title, en.detail]) expect(text.trim()).not.toBe('');
    expect(id.detail).not.toBe(en.detail);
    expect(id.detail.match(/\{\w+\}/g)).toEqual(en.detail.match(/\{\w+\}/g));
  });

  it('falls back to the text of the kind for a code that the catalogue does not know', () => {
    expect(problemText('weather.too-hot', 'request.conflict', 'en', {})).toEqual(problemTexts['request.conflict'].en);
    expect(problemText('constructor', 'request.conflict', 'en', {})).toEqual(problemTexts['request.conflict'].en);
  });

  it('puts facts into the detail', () => {
    expect(problemText('request.too-deep', 'request.malformed', 'en', { limit: 32 }).detail).toContain('32 levels');
  });
});
