import type {
  ArchiveReason,
  CaseStage,
  Classification,
  ClockName,
  ContactKind,
  EscalationEnd,
  EscalationTarget,
  Events,
  EventType,
  ExaminationFinding,
  InadmissibilityGround,
} from '@tuntas/contracts';

/** A sentence in both languages. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

/** Events about a complaint; the others change rules or reference data and have no place in a timeline. */
export type TimelineType = Exclude<
  EventType,
  'policy.changed.v1' | 'calendar.changed.v1' | 'office.changed.v1' | 'routing-rules.changed.v1'
>;

const say = (id: string, en: string): Sentence => ({ id, en });

const clocks: Readonly<Record<ClockName, Sentence>> = {
  verification: say('verifikasi', 'verification'),
  completeness_reply: say('pemberitahuan kelengkapan', 'the reply on completeness'),
  completion: say('kelengkapan dari pelapor', 'information from the complainant'),
  human_contact: say('kontak pertama', 'the first contact'),
  first_response: say('tanggapan pertama', 'the first response'),
  resolution: say('penyelesaian', 'the resolution'),
  decision: say('keputusan', 'the decision'),
  complainant_answer: say('jawaban pelapor', `the complainant's answer`),
  complainant_reply: say('tanggapan pelapor', `the complainant's reply`),
  reopening: say('permintaan dibuka kembali', 'a request to reopen'),
  ladder: say('kenaikan ke tingkat berikutnya', 'the next level'),
};
const targets: Readonly<Record<EscalationTarget, Sentence>> = {
  office_head: say('kepala instansi', 'the head of the office'),
  coordinator: say('koordinator kota', 'the city coordinator'),
  inspectorate: say('Inspektorat Daerah', 'the inspectorate'),
  ombudsman: say('Ombudsman', 'the Ombudsman'),
};
const stages: Readonly<Record<CaseStage, Sentence>> = {
  intake_formal: say('verifikasi formil', 'formal verification'),
  intake_material: say('verifikasi materiil', 'material verification'),
  rapid_response: say('respons cepat', 'rapid response'),
  examination: say('pemeriksaan', 'examination'),
  report: say('laporan hasil pemeriksaan', 'examination report'),
  resolution_monitoring: say('resolusi dan monitoring', 'resolution and monitoring'),
  recommendation: say('rekomendasi', 'recommendation'),
  closed: say('ditutup', 'closed'),
  not_admissible: say('tidak dapat diterima', 'not admissible'),
  deemed_withdrawn: say('dianggap dicabut', 'deemed withdrawn'),
  withdrawn: say('dicabut', 'withdrawn'),
};

const grounds: Readonly<Record<InadmissibilityGround, Sentence>> = {
  agency_not_asked_first: say('instansi belum dimintai penyelesaian lebih dahulu', 'the office was not asked first'),
  agency_still_in_time: say('instansi masih dalam batas waktunya', 'the office is still within its time'),
  already_settled: say('sudah diselesaikan', 'already resolved'),
  settled_by_mediation: say('sudah disepakati dalam mediasi', 'agreed in mediation'),
  before_court: say('sedang atau sudah diperiksa pengadilan', 'before a court'),
  event_too_old: say('peristiwanya sudah lewat dua tahun', 'it happened more than two years ago'),
  identity_missing: say('identitas pelapor belum ada', 'the complainant is not identified'),
  outside_authority: say('di luar wewenang Ombudsman', `outside the Ombudsman's authority`),
  no_maladministration: say('bukan maladministrasi', 'no maladministration'),
};
const findings: Readonly<Record<ExaminationFinding, Sentence>> = {
  maladministration_found: say('ditemukan maladministrasi', 'maladministration found'),
  maladministration_not_found: say('tidak ditemukan maladministrasi', 'no maladministration found'),
  stopped: say('pemeriksaan dihentikan', 'examination stopped'),
};

const classes: Readonly<Record<Classification, Sentence>> = {
  information_request: say('permintaan informasi', 'a request for information'),
  aspiration: say('aspirasi', 'a suggestion'),
  ordinary_complaint: say('pengaduan tidak berkadar pengawasan', 'an ordinary complaint'),
  supervisory_complaint: say('pengaduan berkadar pengawasan', 'a supervisory complaint'),
};
const contacts: Readonly<Record<ContactKind, Sentence>> = {
  phone: say('menelepon pelapor', 'telephoned the complainant'),
  visit: say('mendatangi pelapor', 'visited the complainant'),
  counter: say('bertemu pelapor di loket', 'met the complainant at the counter'),
  message: say('mengirim pesan kepada pelapor', 'sent the complainant a message'),
};
const archiveReasons: Readonly<Record<ArchiveReason, Sentence>> = {
  not_public_service: say('bukan urusan pelayanan publik', 'not a matter of public service'),
  before_court: say('sedang diperiksa pengadilan', 'before a court'),
  already_settled: say('sudah diselesaikan', 'already resolved'),
  no_substance: say('pokok aduan tidak jelas', 'no identifiable matter'),
  spam: say('laporan iseng atau promosi', 'spam'),
};

const escalationEnds: Readonly<Record<EscalationEnd, Sentence>> = {
  duty_met: say('yang ditunggu sudah dilakukan', 'the duty was met'),
  resolved: say('keputusan sudah diberikan', 'a decision was made'),
  withdrawn: say('pengaduan dicabut', 'the complaint was withdrawn'),
  archived: say('pengaduan diarsipkan', 'the complaint was archived'),
  closed: say('pengaduan ditutup', 'the complaint was closed'),
  referred_out: say('pengaduan dirujuk ke luar', 'the complaint was referred to another organisation'),
  new_cycle: say('pengaduan dibuka kembali', 'the complaint was reopened'),
  transferred: say('pengaduan dialihkan', 'the complaint was transferred'),
  case_closed: say('pemeriksaan Ombudsman selesai', 'the Ombudsman has finished'),
};
const notices: Readonly<Record<Events['case.notice-added.v1']['kind'], Sentence>> = {
  settled_late: say('keputusan sudah diberikan', 'a decision was made'),
  withdrawn: say('pengaduan dicabut', 'the complaint was withdrawn'),
  reopened: say('pengaduan dibuka kembali', 'the complaint was reopened'),
  referred_again: say('pengaduan dirujuk lagi', 'the complaint was referred again'),
};

/** Until the next level nobody owes anything new: it is told as the time that is left, not as a duty. */
const clock =
  (duty: (label: Sentence) => Sentence, nextLevel: Sentence) =>
  ({ name }: { readonly name: ClockName }): Sentence =>
    name === 'ladder' ? nextLevel : duty(clocks[name]);
const one = (id: string, en: string) => (): Sentence => say(id, en);
const byRule = (by: 'rule' | 'person', rule: Sentence, person: Sentence): Sentence => (by === 'rule' ? rule : person);

/** What people read of each event. `named` gives the name of an office by its code. */
export const timelineSentences: {
  readonly [T in TimelineType]: (data: Events[T], named: (office: string) => string) => Sentence;
} = {
  'complaint.lodged.v1': one('Pengaduan diterima', 'Complaint received'),
  'complaint.verified.v1': ({ by }) =>
    byRule(
      by,
      say('Dinyatakan lengkap secara otomatis', 'Marked complete automatically'),
      say('Dinyatakan lengkap oleh koordinator', 'Marked complete by the coordinator'),
    ),
  'complaint.completion-requested.v1': one(
    'Pelapor diminta melengkapi pengaduan',
    'The complainant was asked for more information',
  ),
  'complaint.completed.v1': one('Pelapor melengkapi pengaduan', 'The complainant supplied the missing information'),
  'complaint.deemed-withdrawn.v1': one(
    'Ditutup karena kelengkapan belum diterima sampai batas waktu',
    'Closed because the missing information did not arrive by the deadline',
  ),
  'complaint.reclassified.v1': ({ classification }) =>
    say(`Digolongkan ulang sebagai ${classes[classification].id}`, `Reclassified as ${classes[classification].en}`),
  'complaint.assigned.v1': ({ by, office }, named) =>
    byRule(
      by,
      say(`Diteruskan ke ${named(office)} secara otomatis`, `Routed to ${named(office)} automatically`),
      say(`Diteruskan ke ${named(office)}`, `Passed to ${named(office)}`),
    ),
  'complaint.accepted.v1': ({ office }, named) =>
    say(`${named(office)} mulai menangani`, `${named(office)} started work on it`),
  'complaint.contacted.v1': ({ office, kind }, named) =>
    say(`${named(office)} ${contacts[kind].id}`, `${named(office)} ${contacts[kind].en}`),
  'complaint.responded.v1': ({ office }, named) =>
    say(`${named(office)} memberi tanggapan`, `${named(office)} responded`),
  'complaint.information-requested.v1': ({ office }, named) =>
    say(`${named(office)} bertanya kepada pelapor`, `${named(office)} asked the complainant a question`),
  'complaint.information-provided.v1': one('Pelapor menjawab', 'The complainant answered'),
  'complaint.answer-lapsed.v1': one(
    'Penanganan dilanjutkan tanpa jawaban pelapor',
    'The office continued without an answer',
  ),
  'complaint.resolved.v1': ({ office }, named) =>
    say(`${named(office)} memberikan keputusan`, `${named(office)} made a decision`),
  'complaint.transferred.v1': ({ from, office }, named) =>
    say(`Dialihkan dari ${named(from)} ke ${named(office)}`, `Transferred from ${named(from)} to ${named(office)}`),
  'complaint.returned-to-coordinator.v1': ({ from, suggested }, named) =>
    say(
      `Dikembalikan oleh ${named(from)} kepada koordinator, dengan usulan ke ${named(suggested)}`,
      `Returned by ${named(from)} to the coordinator, suggesting ${named(suggested)}`,
    ),
  'complaint.referred-out.v1': one(
    'Dirujuk ke lembaga di luar pemerintah kota',
    'Referred to an organisation outside the city government',
  ),
  'complaint.confirmed.v1': ({ heard }) =>
    heard
      ? say('Pelapor menyatakan sudah merasa didengar', 'The complainant feels heard')
      : say('Pelapor menyatakan masalahnya sudah selesai', 'The complainant says the problem is solved'),
  'complaint.objected.v1': ({ contested }) =>
    contested
      ? say(
          'Pelapor tetap keberatan; ditutup dengan keberatan itu tercatat',
          'The complainant still objects; closed with the objection on record',
        )
      : say('Pelapor mengajukan keberatan', 'The complainant objected'),
  'complaint.closed-by-silence.v1': ({ contested }) =>
    contested
      ? say(
          'Ditutup tanpa tanggapan atas keputusan; pelapor sudah meminta Ombudsman',
          'Closed without a reply to the decision; the complainant had asked the Ombudsman to look into it',
        )
      : say('Ditutup karena belum ada tanggapan pelapor', 'Closed because no reply came by the deadline'),
  'complaint.withdrawn.v1': one('Pelapor mencabut pengaduan', 'The complainant withdrew the complaint'),
  'complaint.archived.v1': ({ reasonCode }) =>
    say(`Diarsipkan: ${archiveReasons[reasonCode].id}`, `Archived: ${archiveReasons[reasonCode].en}`),
  'complaint.reopened.v1': ({ office }, named) =>
    office === null
      ? say('Dibuka kembali, menunggu koordinator', 'Reopened; waiting for the coordinator')
      : say(`Dibuka kembali di ${named(office)}`, `Reopened at ${named(office)}`),
  'complaint.reopening-lapsed.v1': one(
    'Batas waktu bagi pelapor untuk meminta pengaduan dibuka kembali sudah lewat',
    'The deadline for the complainant to ask for reopening has passed',
  ),
  'complaint.consent-given.v1': one(
    'Pelapor menyetujui rujukan ke Ombudsman',
    'The complainant agreed to a referral to the Ombudsman',
  ),
  'complaint.referral-requested.v1': one(
    'Pelapor meminta Ombudsman memeriksa pengaduan ini',
    'The complainant asked the Ombudsman to look into this complaint',
  ),
  'complaint.note-added.v1': one('Catatan internal ditambahkan', 'An internal note was added'),
  'message.handed-over.v1': one(
    'Surat untuk pelapor diserahkan di loket',
    'A letter was handed to the complainant at a counter',
  ),
  'identity.disclosed.v1': one(
    'Identitas pelapor dibuka dengan alasan tercatat',
    'The identity of the complainant was read, for a recorded reason',
  ),

  'clock.started.v1': clock(
    label => say(`Batas waktu ${label.id} mulai dihitung`, `The clock for ${label.en} has started`),
    say('Waktu sebelum naik ke tingkat berikutnya mulai dihitung', 'The time before the next level has started'),
  ),
  'clock.paused.v1': clock(
    label => say(`Batas waktu ${label.id} dihentikan sementara`, `The clock for ${label.en} is paused`),
    say('Waktu sebelum naik ke tingkat berikutnya dihentikan sementara', 'The time before the next level is paused'),
  ),
  'clock.resumed.v1': clock(
    label => say(`Batas waktu ${label.id} berjalan kembali`, `The clock for ${label.en} is running again`),
    say('Waktu sebelum naik ke tingkat berikutnya berjalan kembali', 'The time before the next level is running again'),
  ),
  'clock.moved.v1': clock(
    label => say(`Batas waktu ${label.id} dihitung ulang`, `The deadline for ${label.en} was recalculated`),
    say('Waktu sebelum naik ke tingkat berikutnya dihitung ulang', 'The time before the next level was recalculated'),
  ),
  'clock.warned.v1': ({ name, percent }) =>
    say(
      `${percent}% batas waktu ${clocks[name].id} sudah terpakai`,
      `${percent}% of the time for ${clocks[name].en} has been used`,
    ),
  'clock.met.v1': clock(
    label => say(`Tepat waktu: ${label.id}`, `On time: ${label.en}`),
    say(
      'Yang ditunggu dilakukan sebelum naik ke tingkat berikutnya',
      'What was waited for was done before the next level',
    ),
  ),
  'clock.met-late.v1': clock(
    label => say(`Terlambat: ${label.id}`, `Late: ${label.en}`),
    say('Yang ditunggu dilakukan setelah batas waktunya lewat', 'What was waited for was done after the deadline'),
  ),
  'clock.breached.v1': clock(
    label => say(`Batas waktu ${label.id} terlewati`, `The deadline for ${label.en} was missed`),
    say('Waktu sebelum naik ke tingkat berikutnya habis', 'The time before the next level has run out'),
  ),
  'clock.lapsed.v1': clock(
    label => say(`Batas waktu ${label.id} sudah lewat`, `The deadline for ${label.en} has passed`),
    say('Waktu sebelum naik ke tingkat berikutnya sudah lewat', 'The time before the next level has passed'),
  ),
  'clock.cancelled.v1': clock(
    label => say(`Batas waktu ${label.id} tidak berlaku lagi`, `The deadline for ${label.en} no longer applies`),
    say(
      'Waktu sebelum naik ke tingkat berikutnya tidak berlaku lagi',
      'The time before the next level no longer applies',
    ),
  ),

  'escalation.raised.v1': ({ level, target }) =>
    say(`Dinaikkan ke tingkat ${level}: ${targets[target].id}`, `Raised to level ${level}: ${targets[target].en}`),
  'escalation.acknowledged.v1': ({ level, target }) =>
    say(
      `Eskalasi tingkat ${level} diketahui oleh ${targets[target].id}`,
      `Level ${level} was acknowledged by ${targets[target].en}`,
    ),
  'escalation.ended.v1': ({ level, reason }) =>
    say(
      `Eskalasi tingkat ${level} berakhir: ${escalationEnds[reason].id}`,
      `The escalation to level ${level} has ended: ${escalationEnds[reason].en}`,
    ),
  'escalation.target-missing.v1': ({ office }, named) =>
    office === null
      ? say(
          'Belum ada yang dapat menerima eskalasi ini; koordinator menindaklanjutinya',
          'No one is registered to receive this escalation; the coordinator is handling it',
        )
      : say(
          `${named(office)} belum memiliki kepala atau wakil yang dapat menerima eskalasi ini; koordinator menindaklanjutinya`,
          `${named(office)} has neither head nor deputy to receive this escalation; the coordinator is handling it`,
        ),
  'referral.offered.v1': one(
    'Pelapor ditawari rujukan ke Ombudsman',
    'The complainant was offered a referral to the Ombudsman',
  ),
  'case.opened.v1': ({ registrationNumber }) =>
    say(
      `Ombudsman menerima pengaduan ini (nomor ${registrationNumber})`,
      `The Ombudsman received this complaint (no. ${registrationNumber})`,
    ),
  'case.referral-attached.v1': ({ registrationNumber }) =>
    say(
      `Rujukan baru digabungkan dengan laporan Ombudsman (nomor ${registrationNumber})`,
      `A further referral was added to the Ombudsman's case (no. ${registrationNumber})`,
    ),
  'case.notice-added.v1': ({ kind }) =>
    say(`Ombudsman diberi tahu: ${notices[kind].id}`, `The Ombudsman was told: ${notices[kind].en}`),
  'case.stage-changed.v1': ({ stage, ground, finding }) => {
    const why = ground !== null ? grounds[ground] : stage === 'report' && finding !== null ? findings[finding] : null;
    return say(
      `Tahap di Ombudsman: ${stages[stage].id}${why ? ` (${why.id})` : ''}`,
      `Stage at the Ombudsman: ${stages[stage].en}${why ? ` (${why.en})` : ''}`,
    );
  },
};

export const timelineTypes = Object.keys(timelineSentences) as TimelineType[];

/** @param named gives the name of an office by its code */
export const sentenceOf = <T extends TimelineType>(
  type: T,
  data: Events[T],
  named: (office: string) => string,
): Sentence =>
  (timelineSentences[type] as (data: Events[T], named: (office: string) => string) => Sentence)(data, named);
