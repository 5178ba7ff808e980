import type { Message, MessageFacts } from '@tuntas/complaint';
import {
  archiveReasons,
  caseStages,
  classifications,
  decisions,
  inadmissibilityGrounds,
  messageTemplates,
  outcomes,
  type MessageTemplate,
} from '@tuntas/contracts';
import { lateDuties } from './message-sentences.js';
import { messageText, type MessageContext } from './message-text.js';
import { languages } from './sentence.js';

/** Uses the longest names of the seed data and a long weekday name. */
const context = (more: Partial<MessageContext> = {}): MessageContext => ({
  ticket: 'BJM-2026-000123-D',
  city: 'Kota Banjarmasin',
  site: 'https://tuntas.banjarmasinkota.go.id',
  shortSite: 's.id/tuntas-bjm',
  hasLeader: () => true,
  zone: { utcOffsetMinutes: 480 },
  until: new Date('2026-09-30T08:00:00Z'),
  texts: [],
  officeName: code => (code === 'DPMPTSP' ? 'Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu' : `Dinas ${code}`),
  counterName: () => 'Mal Pelayanan Publik Loket 3',
  remedies: [
    {
      id: 'Anda selalu boleh meminta bantuan Ombudsman RI.',
      en: 'You can always ask the Ombudsman of Indonesia for help.',
    },
  ],
  ...more,
});
const office = 'DPMPTSP';
const registrationNumber = '0179/LM/VI/2026/BJM';
/** The variants of the facts of a template; a template that is not listed has the office as its only fact. */
const variants = {
  received: [
    { at: '2026-09-23T01:00:00.000Z', counter: 'MPP-03', clock: 'verification' },
    { at: '2026-09-23T01:00:00.000Z', counter: null, clock: 'verification' },
  ],
  complete: [{ clock: 'resolution' }],
  completion_requested: [{ clock: 'completion' }],
  assigned: [
    { office, isNowComplete: true, clock: 'first_response' },
    { office, isNowComplete: false, clock: 'first_response' },
  ],
  transferred: [{ office, clock: 'first_response' }],
  returned: [{ clock: 'verification' }],
  reclassified: [
    { clock: 'resolution' },
    ...classifications.map(classification => ({ clock: 'resolution', classification })),
  ],
  question: [{ office, clock: 'complainant_answer' }],
  answer_lapsed: [{ office, clock: 'resolution' }],
  response: [{ office, clock: 'resolution' }],
  decision: decisions.flatMap(decision =>
    [true, false].map(isLastRound => ({ office, decision, isLastRound, clock: 'complainant_reply' })),
  ),
  objected: [{ office, clock: 'first_response' }],
  reopened: [
    { office, clock: 'first_response' },
    { office: null, clock: 'verification' },
  ],
  closed: outcomes.flatMap(outcome =>
    [true, false].map(mayReopen => ({
      outcome,
      mayReopen,
      isReferred: !mayReopen,
      clock: mayReopen ? 'reopening' : null,
    })),
  ),
  referred_out: [{ clock: 'reopening' }],
  archived: [{}, ...archiveReasons.map(reasonCode => ({ reasonCode }))],
  delay: lateDuties.flatMap(duty => [true, false].map(climbs => ({ duty, office, climbs }))),
  referral_offered: [{}],
  case_opened: [{ registrationNumber }],
  case_ended: [
    ...caseStages.map(stage => ({ registrationNumber, stage, ground: null })),
    ...inadmissibilityGrounds.map(ground => ({ registrationNumber, stage: 'not_admissible', ground })),
  ],
} satisfies Partial<Record<MessageTemplate, readonly MessageFacts[]>>;
const variantsOf = (template: MessageTemplate): readonly MessageFacts[] =>
  (({ ...variants }) as Partial<Record<MessageTemplate, readonly MessageFacts[]>>)[template] ?? [{ office }];
const message = (template: MessageTemplate, facts: MessageFacts, more: Partial<Message> = {}) =>
  ({ template, facts, language: 'id', channel: 'email', textIds: [], ...more }) as const;
const all = messageTemplates.flatMap(template =>
  variantsOf(template).flatMap(facts =>
    languages.flatMap(language =>
      (['email', 'sms', 'print'] as const).flatMap(channel =>
        [context(), context({ until: null })].map(given => ({
          template,
          facts,
          language,
          channel,
          given,
          ...messageText(message(template, facts, { language, channel }), given),
        })),
      ),
    ),
  ),
);
const textOf = (
  template: MessageTemplate,
  facts: MessageFacts,
  more: Partial<Message> = {},
  given: Partial<MessageContext> = {},
): string => messageText(message(template, facts, more), context(given)).text;

describe('messageText', () => {
  it('fills every placeholder in every variant, and always names the ticket', () => {
    expect(all.length).toBeGreaterThan(400);
    for (const { template, text, subject } of all) {
      expect([template, text]).toEqual([template, expect.stringContaining('BJM-2026-000123-D')]);
      expect([template, subject]).toEqual([template, expect.stringMatching(/^[A-Z][^{}]* \(BJM-2026-000123-D\)$/)]);
      expect([template, text]).toEqual([template, expect.not.stringMatching(/[{}]|undefined|null|NaN|(?<!\n) {2}/)]);
      expect([template, text]).toEqual([
        template,
        expect.not.stringMatching(/\b(DPMPTSP|MPP-03|first_response|complainant_\w+|resolution|verification)\b/),
      ]);
    }
  });

  it('differs between Indonesian and English, without words of the other language', () => {
    const [indonesian, english] = languages.map(language => all.filter(each => each.language === language));
    for (const [n, { text, subject }] of indonesian!.entries())
      expect([subject, text]).not.toEqual([english![n]!.subject, english![n]!.text]);
    expect(english!.filter(({ text }) => /\b(Anda|kami|pengaduan)\b/.test(text))).toEqual([]);
    expect(indonesian!.filter(({ text }) => /\b(you|your|we|complaint)\b/i.test(text))).toEqual([]);
  });

  it('contains no blaming and no bureaucratic words', () => {
    const cold =
      /\b(lalai|kelalaian|salah|kesalahan|gagal|melanggar|kooperatif|wajib|harus|disposisi|verifikasi|pelapor|terlapor|SLA|tenggat|eskalasi|neglect\w*|fault|fail\w*|must|breach\w*|escalat\w*|complainant|ditolak|menolak|refus\w*|reject\w*)\b/i;
    expect(all.flatMap(({ subject, text }) => [subject, text]).filter(text => cold.test(text))).toEqual([]);
  });

  it('names a deadline in words if there is one, and none otherwise', () => {
    expect(textOf('assigned', variants.assigned[0]!)).toContain(
      'paling lambat Rabu, 30 September 2026 pukul 16.00 WITA.',
    );
    expect(
      textOf(
        'completion_requested',
        { clock: 'completion' },
        { language: 'en' },
        { until: new Date('2026-09-30T16:00:00Z') },
      ),
    ).toContain('Please send it by midnight at the end of Wednesday 30 September 2026. If');
    const [at, due] = ['2026-09-30T09:00:00.000Z', '30 September'];
    expect(textOf('response', { office, clock: 'resolution', at })).not.toContain(due); // already passed
    expect(textOf('response', { office, clock: 'resolution', at: '2026-09-30T07:00:00.000Z' })).toContain(due);
    const dated = all.filter(({ facts, given }) => typeof facts['clock'] === 'string' && given.until !== null);
    expect(dated.length).toBeGreaterThan(80);
    expect(dated.filter(({ text }) => !text.includes('30 September 2026'))).toEqual([]);
    expect(all.filter(({ given, text }) => given.until === null && text.includes('30 September'))).toEqual([]);
  });

  it('names the Ombudsman whenever the citizen may need a further remedy, also in an SMS', () => {
    const needed = all.filter(
      ({ template, facts: { decision, outcome } }) =>
        ['delay', 'archived', 'referred_out', 'referral_offered', 'case_opened', 'case_ended'].includes(template) ||
        ['denied', 'partly_granted', 'explained'].includes(decision as string) ||
        ['closed_by_silence', 'deemed_withdrawn', 'contested'].includes(outcome as string),
    );
    expect(needed.length).toBeGreaterThan(200);
    expect(needed.filter(({ text }) => !text.includes('Ombudsman'))).toEqual([]);
    expect(
      textOf('decision', { office, decision: 'granted', isLastRound: false, clock: 'complainant_reply' }),
    ).not.toContain('Ombudsman');
  });

  it('offers neither an impossible reopening nor a repeated referral', () => {
    const closed = (facts: MessageFacts) => textOf('closed', { outcome: 'contested', clock: null, ...facts });
    expect(closed({ mayReopen: false, isReferred: true })).not.toMatch(/dibuka kembali|Anda dapat meminta Ombudsman/);
    expect(closed({ mayReopen: false, isReferred: false })).toContain(
      'Anda dapat meminta Ombudsman memeriksa pengaduan ini',
    );
    expect(textOf('decision', { office, decision: 'denied', isLastRound: true, clock: null })).toContain(
      'keberatan itu kami catat, lalu Anda dapat meminta Ombudsman',
    );
    expect(textOf('decision', { office, decision: 'denied', isLastRound: false, clock: null })).toContain(
      'akan menanganinya kembali',
    );
  });

  it('names the website of the city, and names a leader only for an office that has one', () => {
    expect(textOf('received', variants.received[0]!)).toContain('atau daring di https://tuntas.banjarmasinkota.go.id.');
    expect(textOf('question', variants.question[0]!, { channel: 'sms' })).toContain(
      'Baca di s.id/tuntas-bjm atau loket mana pun',
    );
    const late = (office: string | null, hasLeader: boolean): string =>
      textOf('delay', { duty: 'decision', office, climbs: true }, {}, { hasLeader: () => hasLeader });
    expect(late('PUPR', true)).toContain('Pimpinan Dinas PUPR sudah kami minta turun tangan.');
    for (const text of [late('PUPR', false), late(null, true)])
      expect(text).toMatch(/^(?!.*Pimpinan).*dikawal koordinator kota\./s);
  });

  it('states the reason of an archiving, the new class and a denial', () => {
    expect(textOf('archived', { reasonCode: 'already_settled' })).toContain(
      'Menurut catatan kami masalah ini sudah diselesaikan. Alasan dan langkah lain',
    );
    expect(textOf('reclassified', { classification: 'information_request', clock: null })).toContain(
      'menjadi permintaan informasi',
    );
    expect(textOf('decision', { office, decision: 'denied', isLastRound: false, clock: null })).toContain(
      'Mohon maaf, permintaan Anda tidak dapat dipenuhi. Alasan',
    );
  });

  it('quotes texts under their labels, indented and in order, and replaces an erased text', () => {
    const texts = [
      { id: 'b', field: 'explanation', body: 'Lubang ditambal.\r\n\r\nTerima kasih.' },
      { id: 'c', field: 'remedy', body: 'Banding ke wali kota' },
      { id: 'x', field: 'missing.location', body: 'Di mana?' },
      { id: 'y', field: 'missing.incidentAt', body: 'Kapan?' },
    ];
    expect(textOf('decision', variants.decision[0]!, { textIds: ['b', 'c'] }, { texts })).toContain(
      '\n\nPenjelasan:\n  Lubang ditambal.\n\n  Terima kasih.\n\nLangkah lain yang dapat Anda tempuh:\n  Banding ke wali kota\n\n',
    );
    expect(textOf('completion_requested', { clock: null }, { textIds: ['x', 'y'] }, { texts })).toContain(
      'Yang kami perlukan:\n  Di mana?\n\n  Kapan?\n\n',
    );
    expect(textOf('decision', variants.decision[0]!, { textIds: ['erased'] }, { texts })).toContain(
      '\n\n  Tulisan ini sudah kami hapus untuk melindungi data pribadi.',
    );
  });

  it('limits an SMS to 300 ASCII characters without quotes, and states where to read the rest', () => {
    const texts = [{ id: 'b', field: 'question', body: 'Rahasia'.repeat(500) }];
    const short = all.filter(({ channel }) => channel === 'sms');
    expect(short.filter(({ text }) => text.length > 300).map(({ text }) => [text.length, text])).toEqual([]);
    expect(short.filter(({ text }) => /[^\x20-\x7e]/.test(text))).toEqual([]);
    expect(
      short.filter(
        ({ text }) =>
          !/atau loket mana pun dengan nomor tiket dan kode akses|or any counter with your ticket number and access code/.test(
            text,
          ),
      ),
    ).toEqual([]);
    expect(textOf('question', variants.question[0]!, { channel: 'sms', textIds: ['b'] }, { texts })).not.toContain(
      'Rahasia',
    );
  });
});
