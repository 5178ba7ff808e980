import { mediaTypeOf } from './media-type.js';

const asked = (accept?: string): string =>
  mediaTypeOf(accept === undefined ? {} : { accept }, ['application/json', 'text/html']);

describe('the media type of an answer', () => {
  it('is the usual one for whoever does not care, or asks for what there is not', () => {
    expect([asked(), asked('*/*'), asked('application/*'), asked('image/png'), asked(''), asked(';;q=,')]).toEqual(
      Array(6).fill('application/json'),
    );
  });

  it('is the other where it is asked for', () => {
    expect(asked('text/html')).toBe('text/html');
    expect(asked('Text/HTML; charset=utf-8')).toBe('text/html');
    expect(asked('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')).toBe('text/html');
  });

  it('goes by weights, the more exact range first', () => {
    expect(asked('text/html;q=0.5, application/json')).toBe('application/json');
    expect(asked('text/html;q=0.5, application/json;q=0.4')).toBe('text/html');
    expect(asked('text/*, application/json;q=0.9')).toBe('text/html');
    expect(asked('text/html;q=0, */*')).toBe('application/json');
    expect(asked('text/html;q=nonsense')).toBe('application/json');
  });
});
