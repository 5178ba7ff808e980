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

/** Text in Indonesian and English. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

const sentence = (id: string, en: string): Sentence => ({ id, en });

const clocks: Readonly<Record<ClockName, Sentence>> = {
  verification: sentence('verifikasi', 'verification'),
  completeness_reply: sentence('pemberitahuan kelengkapan', 'the reply on completeness'),
  completion: sentence('kelengkapan dari pelapor', 'information from the complainant'),
  human_contact: sentence('kontak pertama', 'the first contact'),
  first_response: sentence('tanggapan pertama', 'the first response'),
  resolution: sentence('penyelesaian', 'the resolution'),
  decision: sentence('keputusan', 'the decision'),
  complainant_answer: sentence('jawaban pelapor', `the complainant's answer`),
  complainant_reply: sentence('tanggapan pelapor', `the complainant's reply`),
  reopening: sentence('permintaan dibuka kembali', 'a request to reopen'),
  ladder: sentence('kenaikan ke tingkat berikutnya', 'the next level'),
};
const targets: Readonly<Record<EscalationTarget, Sentence>> = {
  office_head: sentence('kepala instansi', 'the head of the office'),
  coordinator: sentence('koordinator kota', 'the city coordinator'),
  inspectorate: sentence('Inspektorat Daerah', 'the inspectorate'),
  ombudsman: sentence('Ombudsman', 'the Ombudsman'),
};
const stages: Readonly<Record<CaseStage, Sentence>> = {
  intake_formal: sentence('verifikasi formil', 'formal verification'),
  intake_material: sentence('verifikasi materiil', 'material verification'),
  rapid_response: sentence('respons cepat', 'rapid response'),
  examination: sentence('pemeriksaan', 'examination'),
  report: sentence('laporan hasil pemeriksaan', 'examination report'),
  resolution_monitoring: sentence('resolusi dan monitoring', 'resolution and monitoring'),
  recommendation: sentence('rekomendasi', 'recommendation'),
  closed: sentence('ditutup', 'closed'),
  not_admissible: sentence('tidak dapat diterima', 'not admissible'),
  deemed_withdrawn: sentence('dianggap dicabut', 'deemed withdrawn'),
  withdrawn: sentence('dicabut', 'withdrawn'),
};

const grounds: Readonly<Record<InadmissibilityGround, Sentence>> = {
  agency_not_asked_first: sentence(
    'instansi belum dimintai penyelesaian lebih dahulu',
    'the office was not asked first',
  ),
  agency_still_in_time: sentence('instansi masih dalam batas waktunya', 'the office is still within its time'),
  already_settled: sentence('sudah diselesaikan', 'already resolved'),
  settled_by_mediation: sentence('sudah disepakati dalam mediasi', 'agreed in mediation'),
  before_court: sentence('sedang atau sudah diperiksa pengadilan', 'before a court'),
  event_too_old: sentence('peristiwanya sudah lewat dua tahun', 'it happened more than two years ago'),
  identity_missing: sentence('identitas pelapor belum ada', 'the complainant is not identified'),
  outside_authority: sentence('di luar wewenang Ombudsman', `outside the Ombudsman's authority`),
  no_maladministration: sentence('bukan maladministrasi', 'no maladministration'),
};
const findings: Readonly<Record<ExaminationFinding, Sentence>> = {
  maladministration_found: sentence('ditemukan maladministrasi', 'maladministration found'),
  maladministration_not_found: sentence('tidak ditemukan maladministrasi', 'no maladministration found'),
  stopped: sentence('pemeriksaan dihentikan', 'examination stopped'),
};

const classes: Readonly<Record<Classification, Sentence>> = {
  information_request: sentence('permintaan informasi', 'a request for information'),
  aspiration: sentence('aspirasi', 'a suggestion'),
  ordinary_complaint: sentence('pengaduan tidak berkadar pengawasan', 'an ordinary complaint'),
  supervisory_complaint: sentence('pengaduan berkadar pengawasan', 'a supervisory complaint'),
};
const contacts: Readonly<Record<ContactKind, Sentence>> = {
  phone: sentence('menelepon pelapor', 'telephoned the complainant'),
  visit: sentence('mendatangi pelapor', 'visited the complainant'),
  counter: sentence('bertemu pelapor di loket', 'met the complainant at the counter'),
  message: sentence('mengirim pesan kepada pelapor', 'sent the complainant a message'),
};
const archiveReasons: Readonly<Record<ArchiveReason, Sentence>> = {
  not_public_service: sentence('bukan urusan pelayanan publik', 'not a matter of public service'),
  before_court: sentence('sedang diperiksa pengadilan', 'before a court'),
  already_settled: sentence('sudah diselesaikan', 'already resolved'),
  no_substance: sentence('pokok aduan tidak jelas', 'no identifiable matter'),
  spam: sentence('laporan iseng atau promosi', 'spam'),
};

const escalationEnds: Readonly<Record<EscalationEnd, Sentence>> = {
  duty_met: sentence('yang ditunggu sudah dilakukan', 'the duty was met'),
  resolved: sentence('keputusan sudah diberikan', 'a decision was made'),
  withdrawn: sentence('pengaduan dicabut', 'the complaint was withdrawn'),
  archived: sentence('pengaduan diarsipkan', 'the complaint was archived'),
  closed: sentence('pengaduan ditutup', 'the complaint was closed'),
  referred_out: sentence('pengaduan dirujuk ke luar', 'the complaint was referred to another organisation'),
  new_cycle: sentence('pengaduan dibuka kembali', 'the complaint was reopened'),
  transferred: sentence('pengaduan dialihkan', 'the complaint was transferred'),
  case_closed: sentence('pemeriksaan Ombudsman selesai', 'the Ombudsman has finished'),
};
const notices: Readonly<Record<Events['case.notice-added.v1']['kind'], Sentence>> = {
  settled_late: sentence('keputusan sudah diberikan', 'a decision was made'),
  withdrawn: sentence('pengaduan dicabut', 'the complaint was withdrawn'),
  reopened: sentence('pengaduan dibuka kembali', 'the complaint was reopened'),
  referred_again: sentence('pengaduan dirujuk lagi', 'the complaint was referred again'),
};

/** Builds the sentence of a clock event. The ladder clock is not a duty, so it has a sentence of its own. */
const clock =
  (duty: (label: Sentence) => Sentence, nextLevel: Sentence) =>
  ({ name }: { readonly name: ClockName }): Sentence =>
    name === 'ladder' ? nextLevel : duty(clocks[name]);
const fixed = (id: string, en: string) => (): Sentence => sentence(id, en);
const byRule = (by: 'rule' | 'person', rule: Sentence, person: Sentence): Sentence => (by === 'rule' ? rule : person);

/** Sentence of each event in the timeline. `nameOf` returns the name of an office by its code. */
export const timelineSentences: {
  readonly [T in EventType]: (data: Events[T], nameOf: (office: string) => string) => Sentence;
} = {
  'complaint.lodged.v1': fixed('Pengaduan diterima', 'Complaint received'),
  'complaint.verified.v1': ({ by }) =>
    byRule(
      by,
      sentence('Dinyatakan lengkap secara otomatis', 'Marked complete automatically'),
      sentence('Dinyatakan lengkap oleh koordinator', 'Marked complete by the coordinator'),
    ),
  'complaint.completion-requested.v1': fixed(
    'Pelapor diminta melengkapi pengaduan',
    'The complainant was asked for more information',
  ),
  'complaint.completed.v1': fixed('Pelapor melengkapi pengaduan', 'The complainant supplied the missing information'),
  'complaint.deemed-withdrawn.v1': fixed(
    'Ditutup karena kelengkapan belum diterima sampai batas waktu',
    'Closed because the missing information did not arrive by the deadline',
  ),
  'complaint.reclassified.v1': ({ classification }) =>
    sentence(
      `Digolongkan ulang sebagai ${classes[classification].id}`,
      `Reclassified as ${classes[classification].en}`,
    ),
  'complaint.assigned.v1': ({ by, office }, nameOf) =>
    byRule(
      by,
      sentence(`Diteruskan ke ${nameOf(office)} secara otomatis`, `Routed to ${nameOf(office)} automatically`),
      sentence(`Diteruskan ke ${nameOf(office)}`, `Passed to ${nameOf(office)}`),
    ),
  'complaint.accepted.v1': ({ office }, nameOf) =>
    sentence(`${nameOf(office)} mulai menangani`, `${nameOf(office)} started work on it`),
  'complaint.contacted.v1': ({ office, kind }, nameOf) =>
    sentence(`${nameOf(office)} ${contacts[kind].id}`, `${nameOf(office)} ${contacts[kind].en}`),
  'complaint.responded.v1': ({ office }, nameOf) =>
    sentence(`${nameOf(office)} memberi tanggapan`, `${nameOf(office)} responded`),
  'complaint.information-requested.v1': ({ office }, nameOf) =>
    sentence(`${nameOf(office)} bertanya kepada pelapor`, `${nameOf(office)} asked the complainant a question`),
  'complaint.information-provided.v1': fixed('Pelapor menjawab', 'The complainant answered'),
  'complaint.answer-lapsed.v1': fixed(
    'Penanganan dilanjutkan tanpa jawaban pelapor',
    'The office continued without an answer',
  ),
  'complaint.resolved.v1': ({ office }, nameOf) =>
    sentence(`${nameOf(office)} memberikan keputusan`, `${nameOf(office)} made a decision`),
  'complaint.transferred.v1': ({ from, office }, nameOf) =>
    sentence(
      `Dialihkan dari ${nameOf(from)} ke ${nameOf(office)}`,
      `Transferred from ${nameOf(from)} to ${nameOf(office)}`,
    ),
  'complaint.returned-to-coordinator.v1': ({ from, suggested }, nameOf) =>
    sentence(
      `Dikembalikan oleh ${nameOf(from)} kepada koordinator, dengan usulan ke ${nameOf(suggested)}`,
      `Returned by ${nameOf(from)} to the coordinator, suggesting ${nameOf(suggested)}`,
    ),
  'complaint.referred-out.v1': fixed(
    'Dirujuk ke lembaga di luar pemerintah kota',
    'Referred to an organisation outside the city government',
  ),
  'complaint.confirmed.v1': ({ heard }) =>
    heard
      ? sentence('Pelapor menyatakan sudah merasa didengar', 'The complainant feels heard')
      : sentence('Pelapor menyatakan masalahnya sudah selesai', 'The complainant says the problem is solved'),
  'complaint.objected.v1': ({ contested }) =>
    contested
      ? sentence(
          'Pelapor tetap keberatan; ditutup dengan keberatan itu tercatat',
          'The complainant still objects; closed with the objection on record',
        )
      : sentence('Pelapor mengajukan keberatan', 'The complainant objected'),
  'complaint.closed-by-silence.v1': ({ contested }) =>
    contested
      ? sentence(
          'Ditutup tanpa tanggapan atas keputusan; pelapor sudah meminta Ombudsman',
          'Closed without a reply to the decision; the complainant had asked the Ombudsman to look into it',
        )
      : sentence('Ditutup karena belum ada tanggapan pelapor', 'Closed because no reply came by the deadline'),
  'complaint.withdrawn.v1': fixed('Pelapor mencabut pengaduan', 'The complainant withdrew the complaint'),
  'complaint.archived.v1': ({ reasonCode }) =>
    sentence(`Diarsipkan: ${archiveReasons[reasonCode].id}`, `Archived: ${archiveReasons[reasonCode].en}`),
  'complaint.reopened.v1': ({ office }, nameOf) =>
    office === null
      ? sentence('Dibuka kembali, menunggu koordinator', 'Reopened; waiting for the coordinator')
      : sentence(`Dibuka kembali di ${nameOf(office)}`, `Reopened at ${nameOf(office)}`),
  'complaint.reopening-lapsed.v1': fixed(
    'Batas waktu bagi pelapor untuk meminta pengaduan dibuka kembali sudah lewat',
    'The deadline for the complainant to ask for reopening has passed',
  ),
  'complaint.consent-given.v1': fixed(
    'Pelapor menyetujui rujukan ke Ombudsman',
    'The complainant agreed to a referral to the Ombudsman',
  ),
  'complaint.referral-requested.v1': fixed(
    'Pelapor meminta Ombudsman memeriksa pengaduan ini',
    'The complainant asked the Ombudsman to look into this complaint',
  ),
  'complaint.note-added.v1': fixed('Catatan internal ditambahkan', 'An internal note was added'),
  'message.handed-over.v1': fixed(
    'Surat untuk pelapor diserahkan di loket',
    'A letter was handed to the complainant at a counter',
  ),
  'identity.disclosed.v1': fixed(
    'Identitas pelapor dibuka dengan alasan tercatat',
    'The identity of the complainant was read, for a recorded reason',
  ),

  'clock.started.v1': clock(
    label => sentence(`Batas waktu ${label.id} mulai dihitung`, `The clock for ${label.en} has started`),
    sentence('Waktu sebelum naik ke tingkat berikutnya mulai dihitung', 'The time before the next level has started'),
  ),
  'clock.paused.v1': clock(
    label => sentence(`Batas waktu ${label.id} dihentikan sementara`, `The clock for ${label.en} is paused`),
    sentence(
      'Waktu sebelum naik ke tingkat berikutnya dihentikan sementara',
      'The time before the next level is paused',
    ),
  ),
  'clock.resumed.v1': clock(
    label => sentence(`Batas waktu ${label.id} berjalan kembali`, `The clock for ${label.en} is running again`),
    sentence(
      'Waktu sebelum naik ke tingkat berikutnya berjalan kembali',
      'The time before the next level is running again',
    ),
  ),
  'clock.moved.v1': clock(
    label => sentence(`Batas waktu ${label.id} dihitung ulang`, `The deadline for ${label.en} was recalculated`),
    sentence(
      'Waktu sebelum naik ke tingkat berikutnya dihitung ulang',
      'The time before the next level was recalculated',
    ),
  ),
  'clock.warned.v1': ({ name, percent }) =>
    sentence(
      `${percent}% batas waktu ${clocks[name].id} sudah terpakai`,
      `${percent}% of the time for ${clocks[name].en} has been used`,
    ),
  'clock.met.v1': clock(
    label => sentence(`Tepat waktu: ${label.id}`, `On time: ${label.en}`),
    sentence(
      'Yang ditunggu dilakukan sebelum naik ke tingkat berikutnya',
      'What was waited for was done before the next level',
    ),
  ),
  'clock.met-late.v1': clock(
    label => sentence(`Terlambat: ${label.id}`, `Late: ${label.en}`),
    sentence('Yang ditunggu dilakukan setelah batas waktunya lewat', 'What was waited for was done after the deadline'),
  ),
  'clock.breached.v1': clock(
    label => sentence(`Batas waktu ${label.id} terlewati`, `The deadline for ${label.en} was missed`),
    sentence('Waktu sebelum naik ke tingkat berikutnya habis', 'The time before the next level has run out'),
  ),
  'clock.lapsed.v1': clock(
    label => sentence(`Batas waktu ${label.id} sudah lewat`, `The deadline for ${label.en} has passed`),
    sentence('Waktu sebelum naik ke tingkat berikutnya sudah lewat', 'The time before the next level has passed'),
  ),
  'clock.cancelled.v1': clock(
    label => sentence(`Batas waktu ${label.id} tidak berlaku lagi`, `The deadline for ${label.en} no longer applies`),
    sentence(
      'Waktu sebelum naik ke tingkat berikutnya tidak berlaku lagi',
      'The time before the next level no longer applies',
    ),
  ),

  'escalation.raised.v1': ({ level, target }) =>
    sentence(`Dinaikkan ke tingkat ${level}: ${targets[target].id}`, `Raised to level ${level}: ${targets[target].en}`),
  'escalation.acknowledged.v1': ({ level, target }) =>
    sentence(
      `Eskalasi tingkat ${level} diketahui oleh ${targets[target].id}`,
      `Level ${level} was acknowledged by ${targets[target].en}`,
    ),
  'escalation.ended.v1': ({ level, reason }) =>
    sentence(
      `Eskalasi tingkat ${level} berakhir: ${escalationEnds[reason].id}`,
      `The escalation to level ${level} has ended: ${escalationEnds[reason].en}`,
    ),
  'escalation.target-missing.v1': ({ office }, nameOf) =>
    office === null
      ? sentence(
          'Belum ada yang dapat menerima eskalasi ini; koordinator menindaklanjutinya',
          'No one is registered to receive this escalation; the coordinator is handling it',
        )
      : sentence(
          `${nameOf(office)} belum memiliki kepala atau wakil yang dapat menerima eskalasi ini; koordinator menindaklanjutinya`,
          `${nameOf(office)} has neither head nor deputy to receive this escalation; the coordinator is handling it`,
        ),
  'referral.offered.v1': fixed(
    'Pelapor ditawari rujukan ke Ombudsman',
    'The complainant was offered a referral to the Ombudsman',
  ),
  'case.opened.v1': ({ registrationNumber }) =>
    sentence(
      `Ombudsman menerima pengaduan ini (nomor ${registrationNumber})`,
      `The Ombudsman received this complaint (no. ${registrationNumber})`,
    ),
  'case.referral-attached.v1': ({ registrationNumber }) =>
    sentence(
      `Rujukan baru digabungkan dengan laporan Ombudsman (nomor ${registrationNumber})`,
      `A further referral was added to the Ombudsman's case (no. ${registrationNumber})`,
    ),
  'case.notice-added.v1': ({ kind }) =>
    sentence(`Ombudsman diberi tahu: ${notices[kind].id}`, `The Ombudsman was told: ${notices[kind].en}`),
  'case.stage-changed.v1': ({ stage, ground, finding }) => {
    const why = ground !== null ? grounds[ground] : stage === 'report' && finding !== null ? findings[finding] : null;
    return sentence(
      `Tahap di Ombudsman: ${stages[stage].id}${why ? ` (${why.id})` : ''}`,
      `Stage at the Ombudsman: ${stages[stage].en}${why ? ` (${why.en})` : ''}`,
    );
  },
};

/**
 * Returns the timeline sentence of an event.
 * @param nameOf returns the name of an office by its code
 */
export const sentenceOf = <T extends EventType>(
  type: T,
  data: Events[T],
  nameOf: (office: string) => string,
): Sentence =>
  (timelineSentences[type] as (data: Events[T], nameOf: (office: string) => string) => Sentence)(data, nameOf);
