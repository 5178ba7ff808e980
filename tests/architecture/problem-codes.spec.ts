import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasProblemText } from '../../libs/platform/src/api/problems/problem-texts.js';
import { errorPage } from '../kit/error-page.js';
import { thrownCodes } from '../kit/thrown-codes.js';

describe('problem codes', () => {
  const codes = thrownCodes();

  it('are extracted from the sources', () => {
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining(['complaint.unknown', 'access.token-required', 'archiving.remedy-required']),
    );
  });

  it('have texts in libs/platform/src/api/problems/rule-texts.ts or problem-texts.ts', () => {
    expect([...codes.keys()].filter(code => !hasProblemText(code))).toEqual([]);
  });

  it('are listed in docs/errors.md (written by tests/kit/write-pages.ts)', () => {
    expect(readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8')).toBe(errorPage());
  });
});
