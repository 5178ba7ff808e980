import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasProblemText } from '../../libs/service/src/problem-texts.js';
import { errorPage } from '../kit/error-page.js';
import { thrownCodes } from '../kit/thrown-codes.js';

describe('problem codes', () => {
  const codes = thrownCodes();

  it('are found in the sources', () => {
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining(['complaint.unknown', 'access.token-required', 'archiving.remedy-required']),
    );
  });

  it('all have texts in libs/service/src/rule-texts.ts or problem-texts.ts', () => {
    expect([...codes.keys()].filter(code => !hasProblemText(code))).toEqual([]);
  });

  it('all stand in docs/errors.md; tests/kit/write-error-page.ts writes it', () => {
    expect(readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8')).toBe(errorPage());
  });
});
