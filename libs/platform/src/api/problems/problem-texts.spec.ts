import { statuses } from '@tuntas/contracts';
import { problemText, problemTexts } from './problem-texts.js';
import { ruleTexts } from './rule-texts.js';

describe('problem texts', () => {
  it.each(Object.entries({ ...problemTexts, ...ruleTexts }))(
    '%s has different texts in both languages, with the same placeholders',
    (code, { id, en }) => {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
      for (const text of [id.title, id.detail, en.title, en.detail]) expect(text.trim()).not.toBe('');
      expect(id.detail).not.toBe(en.detail);
      expect(id.detail.match(/\{\w+\}/g)).toEqual(en.detail.match(/\{\w+\}/g));
    },
  );

  it.each(Object.entries({ ...problemTexts, ...ruleTexts }))(
    '%s apologizes and says how to proceed',
    (_, { id, en }) => {
      expect(id.detail).toMatch(/^Mohon maaf, .*\. Silakan .*\.$/);
      expect(en.detail).toMatch(/^Sorry, .*\. Please .*\.$/);
    },
  );

  it('uses the labels of statuses, stages and clocks', () => {
    const detailOf = (code: string, language: 'id' | 'en', facts: object): string =>
      problemText(code, 'request.conflict', language, { ...facts }).detail;
    for (const status of statuses)
      for (const language of ['id', 'en'] as const)
        expect(detailOf('complaint.act-not-allowed', language, { status })).not.toMatch(/[a-z]_[a-z]|\{/);
    expect(detailOf('complaint.act-not-allowed', 'id', { status: 'awaiting_completion' })).toContain(
      'karena pengaduan masih menunggu kelengkapan dari pelapor',
    );
    expect(detailOf('case.transition-not-allowed', 'id', { stage: 'intake_formal' })).toContain('(Verifikasi formil)');
    expect(detailOf('policy.missing', 'id', { clock: 'first_response' })).toContain('batas waktu Tanggapan pertama');
  });

  it('explains that the deadline for reopening has passed', () => {
    const closed = { status: 'closed', reason: 'reopening_over' };
    expect(problemText('complaint.act-not-allowed', 'request.conflict', 'id', closed).detail).toMatch(
      /batas waktu .* sudah lewat\. Silakan/,
    );
    expect(problemText('complaint.act-not-allowed', 'request.conflict', 'en', closed).detail).toMatch(
      /the deadline .* has passed\. Please/,
    );
  });

  it('falls back to the text of the kind for an unknown code', () => {
    expect(problemText('weather.too-hot', 'request.conflict', 'en', {})).toEqual(problemTexts['request.conflict'].en);
    expect(problemText('constructor', 'request.conflict', 'en', {})).toEqual(problemTexts['request.conflict'].en);
  });

  it('replaces placeholders in the detail by facts', () => {
    expect(problemText('request.too-deep', 'request.malformed', 'en', { limit: 32 }).detail).toContain('32 levels');
  });
});
