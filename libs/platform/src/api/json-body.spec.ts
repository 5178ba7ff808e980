import fc from 'fast-check';
import { parseBody } from './json-body.js';
import { meaningOf } from './problems/problem.js';

const read = (text: string) => parseBody(Buffer.from(text));
const refusalOf = (text: string) => {
  try {
    read(text);
  } catch (error) {
    return meaningOf(error);
  }
  throw new Error('the body was accepted');
};

describe('parseBody', () => {
  it('parses any JSON value as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), value => {
        const text = JSON.stringify(value);
        fc.pre(!/__proto__|prototype|constructor|\\u0000|\\ud[89a-f]/i.test(text));
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('reports the JSON pointer of each text that cannot be stored', () => {
    expect(
      refusalOf(String.raw`{"a":["ok","\u0000"],"b/c":{"d":"x\ud800"},"e":"\ud83d\ude00"}`)
        .errors?.('en')
        .map(({ pointer }) => pointer),
    ).toEqual(['/a/1', '/b~1c/d']);
  });

  it.each([
    [32, false],
    [33, true],
  ])('rejects a body with %i nested levels: %p', (levels, refused) => {
    const text = '['.repeat(levels) + ']'.repeat(levels);
    if (refused) expect(refusalOf(text).code).toBe('request.too-deep');
    else expect(read(text)).toBeDefined();
  });
});
