import { mediaTypeOf } from './media-type.js';

const select = (accept?: string): string =>
  mediaTypeOf(accept === undefined ? {} : { accept }, ['application/json', 'text/html']);

describe('mediaTypeOf', () => {
  it('selects the default without a preference or for an unavailable type', () => {
    expect([
      select(),
      select('*/*'),
      select('application/*'),
      select('image/png'),
      select(''),
      select(';;q=,'),
    ]).toEqual(Array(6).fill('application/json'));
  });

  it('selects another type if the client prefers it', () => {
    expect(select('text/html')).toBe('text/html');
    expect(select('Text/HTML; charset=utf-8')).toBe('text/html');
    expect(select('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')).toBe('text/html');
  });

  it('compares weights, where a more specific range takes precedence', () => {
    expect(select('text/html;q=0.5, application/json')).toBe('application/json');
    expect(select('text/html;q=0.5, application/json;q=0.4')).toBe('text/html');
    expect(select('text/*, application/json;q=0.9')).toBe('text/html');
    expect(select('text/html;q=0, */*')).toBe('application/json');
    expect(select('text/html;q=nonsense')).toBe('application/json');
  });
});
