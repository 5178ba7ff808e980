import { entityTagOf, isKnown } from './revalidation.js';

describe('the tag of an answer', () => {
  const shown = (more: object = {}) =>
    JSON.stringify({
      asOf: '2026-03-17T01:00:00.000Z',
      items: [{ remaining: 'PT5H', percentUsed: 20, status: 'running' }],
      next: null,
      ...more,
    });

  it('stays while only time passes', () => {
    expect(entityTagOf(shown())).toBe(
      entityTagOf(shown({ asOf: null, items: [{ remaining: null, percentUsed: 21.5, status: 'running' }] })),
    );
  });
  it('changes with anything else, also with what somebody typed', () => {
    const tags = [
      shown(),
      shown({ next: 'x' }),
      shown({ items: [{ subject: '"remaining":"PT1H"' }] }),
      shown({ items: [{ subject: '"remaining":"PT2H"' }] }),
    ].map(text => entityTagOf(text));
    expect(new Set(tags).size).toBe(4);
  });
  it('begins with the version where there is one', () =>
    expect(entityTagOf('{}', '"7"')).toMatch(/^W\/"7-[\w-]{22}"$/));
});

describe('If-None-Match', () => {
  it.each(['W/"7-a"', '"7-a"', '"x", W/"7-a"', '*', ' "7-a" '])('%p knows W/"7-a"', header =>
    expect(isKnown(header, 'W/"7-a"')).toBe(true),
  );
  it.each([undefined, '', '"7"', 'W/"7-b"', '7-a', '"x" W/"7-a"'])('%p does not', header =>
    expect(isKnown(header, 'W/"7-a"')).toBe(false),
  );
});
