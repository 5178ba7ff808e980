import { entityTagOf, matchesTag } from './revalidation.js';

describe('entityTagOf', () => {
  const shown = (more: object = {}) =>
    JSON.stringify({
      asOf: '2026-03-17T01:00:00.000Z',
      items: [{ remaining: 'PT5H', percentUsed: 20, status: 'running' }],
      next: null,
      ...more,
    });

  it('ignores fields that depend on the current time', () => {
    expect(entityTagOf(shown())).toBe(
      entityTagOf(shown({ asOf: null, items: [{ remaining: null, percentUsed: 21.5, status: 'running' }] })),
    );
  });
  it('changes with every other field, also with typed text that looks like an ignored field', () => {
    const tags = [
      shown(),
      shown({ next: 'x' }),
      shown({ items: [{ subject: '"remaining":"PT1H"' }] }),
      shown({ items: [{ subject: '"remaining":"PT2H"' }] }),
    ].map(text => entityTagOf(text));
    expect(new Set(tags).size).toBe(4);
  });
  it('starts with the version if one is given', () => expect(entityTagOf('{}', '"7"')).toMatch(/^W\/"7-[\w-]{22}"$/));
});

describe('isKnown', () => {
  it.each(['W/"7-a"', '"7-a"', '"x", W/"7-a"', '*', ' "7-a" '])(
    'matches the If-None-Match header %p to W/"7-a"',
    header => expect(matchesTag(header, 'W/"7-a"')).toBe(true),
  );
  it.each([undefined, '', '"7"', 'W/"7-b"', '7-a', '"x" W/"7-a"'])(
    'does not match the If-None-Match header %p to W/"7-a"',
    header => expect(matchesTag(header, 'W/"7-a"')).toBe(false),
  );
});
