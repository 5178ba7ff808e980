import type {
  ArchiveReason, CaseStage, Classification, ClockName, ContactKind, EscalationEnd, EscalationTarget, Events, EventType, ExaminationFinding,
  InadmissibilityGround,
} from '@tuntas/contracts';

/** A sentence in both languages. */
export interface Sentence { readonly id: string; readonly en: string }

/** Events about a complaint; the others change rules or reference data and have no place in a timeline. */
export type TimelineType = Exclude<EventType, 'policy.changed.v1' | 'calendar.changed.v1' | 'office.changed.v1' | 'routing-rules.changed.v1'>;

const say = (id: string, en: string): Sentence => ({ id, en });

const clocks: Readonly<Record<ClockName, Sentence>> = {
  verification: say('verifikasi', 'verification'),
  completeness_reply: say('memberi tahu apakah pengaduan sudah lengkap', 'telling whether the file is complete'),
  completion: say('melengkapi pengaduan', 'completing the complaint'),
  human_contact: say('kontak pertama', 'the first contact'),
  first_response: say('tanggapan pertama', 'the first response'),
  resolution: say('penyelesaian', 'the resolution'),
  decision: say('keputusan', 'the decision'),
  complainant_answer: say('jawaban pelapor', `the complainant's answer`),
  complainant_reply: say('tanggapan pelapor', `the complainant's reply`),
  reopening: say('meminta pengaduan dibuka kembali', 'asking to reopen'),
  ladder: say('kenaikan ke tingkat berikutnya', 'the next level'),
};
const targets: Readonly<Record<EscalationTarget, Sentence>> = {
  office_head: say('kepala instansi', 'the head of the office'), coordinator: say('koordinator kota', 'the coordinator of the city'),
  inspectorate: say('Inspektorat', 'the inspectorate'), ombudsman: say('Ombudsman', 'the Ombudsman'),
};
const stages: Readonly<Record<CaseStage, Sentence>> = {
  intake_formal: say('pemeriksaan formil', 'formal admission'), intake_material: say('pemeriksaan materiil', 'material admission'),
  rapid_response: say('respons cepat', 'rapid response'), examination: say('pemeriksaan', 'examination'), report: say('laporan hasil pemeriksaan', 'examination report'),
  resolution_monitoring: say('resolusi dan monitoring', 'resolution and monitoring'), recommendation: say('rekomendasi', 'recommendation'),
  closed: say('ditutup', 'closed'), not_admissible: say('tidak dapat diterima', 'not admissible'),
  deemed_withdrawn: say('dianggap dicabut', 'deemed withdrawn'), withdrawn: say('dicabut', 'withdrawn'),
};

const grounds: Readonly<Record<InadmissibilityGround, Sentence>> = {
  agency_not_asked_first: say('instansi belum dimintai penyelesaian lebih dahulu', 'the office was not asked first'),
  agency_still_in_time: say('instansi masih dalam waktu yang patut', 'the office is still within reasonable time'),
  already_settled: say('sudah diselesaikan', 'settled already'), settled_by_mediation: say('sudah disepakati dalam mediasi', 'settled by mediation'),
  before_court: say('sedang atau sudah diperiksa pengadilan', 'before a court'), event_too_old: say('peristiwanya sudah terlalu lama', 'the event lies too far back'),
  identity_missing: say('identitas pelapor belum ada', 'the identity of the complainant is missing'),
  outside_authority: say('di luar wewenang Ombudsman', `outside the Ombudsman's authority`),
  no_maladministration: say('bukan maladministrasi', 'no maladministration'),
};
const findings: Readonly<Record<ExaminationFinding, Sentence>> = {
  maladministration_found: say('ditemukan maladministrasi', 'maladministration found'),
  maladministration_not_found: say('tidak ditemukan maladministrasi', 'no maladministration found'),
  stopped: say('pemeriksaan dihentikan', 'examination stopped'),
};

const classes: Readonly<Record<Classification, Sentence>> = {
  information_request: say('permintaan informasi', 'a request for information'), aspiration: say('aspirasi', 'an aspiration'),
  ordinary_complaint: say('pengaduan tidak berkadar pengawasan', 'an ordinary complaint'), supervisory_complaint: say('pengaduan berkadar pengawasan', 'a supervisory complaint'),
};
const contacts: Readonly<Record<ContactKind, Sentence>> = {
  phone: say('menelepon pelapor', 'telephoned the complainant'), visit: say('mendatangi pelapor', 'visited the complainant'),
  counter: say('bertemu pelapor di loket', 'met the complainant at the counter'), message: say('mengirim pesan kepada pelapor', 'sent the complainant a message'),
};
const archiveReasons: Readonly<Record<ArchiveReason, Sentence>> = {
  not_public_service: say('bukan urusan pelayanan publik', 'not a matter of public service'), before_court: say('sedang diperiksa pengadilan', 'before a court'),
  already_settled: say('sudah diselesaikan', 'settled already'), no_substance: say('pokok pengaduannya tidak ditemukan', 'nothing that it is about could be found'),
  spam: say('bukan pengaduan', 'not a complaint'),
};

const escalationEnds: Readonly<Record<EscalationEnd, Sentence>> = {
  duty_met: say('yang ditunggu sudah dilakukan', 'what it waited for was done'), resolved: say('keputusan sudah diberikan', 'there is a decision'),
  withdrawn: say('pengaduan ditarik', 'the complaint was taken back'), archived: say('pengaduan diarsipkan', 'the complaint was archived'),
  closed: say('pengaduan ditutup', 'the complaint was closed'), referred_out: say('pengaduan dirujuk ke luar', 'the complaint was referred out'),
  new_cycle: say('pengaduan ditangani kembali', 'the complaint is worked on again'), transferred: say('pengaduan dialihkan', 'the complaint was handed on'),
  case_closed: say('pemeriksaan Ombudsman selesai', 'the Ombudsman has finished'),
};
const notices: Readonly<Record<Events['case.notice-added.v1']['kind'], Sentence>> = {
  settled_late: say('keputusan sudah diberikan', 'there is a decision now'), withdrawn: say('pengaduan ditarik', 'the complaint was taken back'),
  reopened: say('pengaduan ditangani kembali', 'the complaint is worked on again'), referred_again: say('pengaduan dirujuk lagi', 'it was referred again'),
};

/** Until the next level nobody owes anything new: it is told as the time that is left, not as a duty. */
const clock = (duty: (label: Sentence) => Sentence, nextLevel: Sentence) => ({ name }: { readonly name: ClockName }): Sentence =>
  (name === 'ladder' ? nextLevel : duty(clocks[name]));
const one = (id: string, en: string) => (): Sentence => say(id, en);
const byRule = (by: 'rule' | 'person', rule: Sentence, person: Sentence): Sentence => (by === 'rule' ? rule : person);

/** What people read of each event. `named` gives the name of an office by its code. */
export const timelineSentences: { readonly [T in TimelineType]: (data: Events[T], named: (office: string) => string) => Sentence } = {
  'complaint.lodged.v1': one('Pengaduan diterima', 'Complaint received'),
  'complaint.verified.v1': ({ by }) => byRule(by, say('Dinyatakan lengkap secara otomatis', 'Found complete by rule'), say('Dinyatakan lengkap oleh koordinator', 'Found complete by the coordinator')),
  'complaint.completion-requested.v1': one('Pelapor diminta melengkapi pengaduan', 'The complainant was asked for what is missing'),
  'complaint.completed.v1': one('Pelapor melengkapi pengaduan', 'The complainant sent what was missing'),
  'complaint.deemed-withdrawn.v1': one('Ditutup karena kelengkapan belum diterima sampai batas waktu', 'Closed, since what was missing had not come when the time ended'),
  'complaint.reclassified.v1': ({ classification }) => say(`Digolongkan ulang sebagai ${classes[classification].id}`, `Classified anew, as ${classes[classification].en}`),
  'complaint.assigned.v1': ({ by, office }, named) => byRule(by,
    say(`Diteruskan ke ${named(office)} secara otomatis`, `Brought to ${named(office)} by rule`), say(`Diteruskan ke ${named(office)}`, `Brought to ${named(office)}`)),
  'complaint.accepted.v1': ({ office }, named) => say(`${named(office)} mulai menangani`, `${named(office)} took it up`),
  'complaint.contacted.v1': ({ office, kind }, named) => say(`${named(office)} ${contacts[kind].id}`, `${named(office)} ${contacts[kind].en}`),
  'complaint.responded.v1': ({ office }, named) => say(`${named(office)} memberi tanggapan`, `${named(office)} responded`),
  'complaint.information-requested.v1': ({ office }, named) => say(`${named(office)} bertanya kepada pelapor`, `${named(office)} asked the complainant a question`),
  'complaint.information-provided.v1': one('Pelapor menjawab', 'The complainant answered'),
  'complaint.answer-lapsed.v1': one('Penanganan dilanjutkan tanpa jawaban pelapor', 'The office went on without an answer'),
  'complaint.resolved.v1': ({ office }, named) => say(`${named(office)} memberi keputusan`, `${named(office)} decided`),
  'complaint.transferred.v1': ({ from, office }, named) => say(`Dialihkan dari ${named(from)} ke ${named(office)}`, `Handed from ${named(from)} to ${named(office)}`),
  'complaint.returned-to-coordinator.v1': ({ from, suggested }, named) => say(
    `Dikembalikan oleh ${named(from)} kepada koordinator, dengan usulan ke ${named(suggested)}`, `Returned by ${named(from)} to the coordinator, suggesting ${named(suggested)}`),
  'complaint.referred-out.v1': one('Dirujuk ke lembaga di luar pemerintah kota', 'Referred to a body outside the city'),
  'complaint.confirmed.v1': ({ heard }) => (heard ? say('Pelapor menyatakan sudah didengar', 'The complainant says they were heard') : say('Pelapor menyetujui penyelesaian', 'The complainant agreed')),
  'complaint.objected.v1': ({ contested }) => (contested
    ? say('Pelapor tetap belum setuju; ditutup dengan catatan itu', 'The complainant still disagrees; closed, with that on record')
    : say('Pelapor mengajukan keberatan', 'The complainant objected')),
  'complaint.closed-by-silence.v1': ({ contested }) => (contested
    ? say('Ditutup tanpa tanggapan atas keputusan; pelapor sudah meminta Ombudsman', 'Closed without a reply to the decision; the complainant had asked for the Ombudsman')
    : say('Ditutup karena belum ada tanggapan pelapor', 'Closed, since no reply had come')),
  'complaint.withdrawn.v1': one('Pelapor menarik pengaduan', 'The complainant took the complaint back'),
  'complaint.archived.v1': ({ reasonCode }) => say(`Diarsipkan: ${archiveReasons[reasonCode].id}`, `Archived: ${archiveReasons[reasonCode].en}`),
  'complaint.reopened.v1': ({ office }, named) => (office === null
    ? say('Dibuka kembali, menunggu koordinator', 'Reopened, and waiting for the coordinator')
    : say(`Dibuka kembali di ${named(office)}`, `Reopened at ${named(office)}`)),
  'complaint.reopening-lapsed.v1': one('Waktu bagi pelapor untuk meminta pengaduan dibuka kembali berakhir', `The complainant's time to reopen has ended`),
  'complaint.consent-given.v1': one('Pelapor menyetujui rujukan ke Ombudsman', 'The complainant consented to the Ombudsman'),
  'complaint.referral-requested.v1': one('Pelapor meminta Ombudsman memeriksa pengaduan ini', 'The complainant asked for the Ombudsman'),
  'complaint.note-added.v1': one('Catatan internal ditambahkan', 'An internal note was added'),
  'identity.disclosed.v1': one('Identitas pelapor dibuka dengan alasan tercatat', 'The identity of the complainant was read, for a recorded reason'),

  'clock.started.v1': clock(label => say(`Waktu untuk ${label.id} mulai dihitung`, `The time for ${label.en} has started`),
    say('Waktu sebelum naik ke tingkat berikutnya mulai dihitung', 'The time before the next level has started')),
  'clock.paused.v1': clock(label => say(`Waktu untuk ${label.id} dihentikan sementara`, `The time for ${label.en} is paused`),
    say('Waktu sebelum naik ke tingkat berikutnya dihentikan sementara', 'The time before the next level is paused')),
  'clock.resumed.v1': clock(label => say(`Waktu untuk ${label.id} berjalan kembali`, `The time for ${label.en} runs again`),
    say('Waktu sebelum naik ke tingkat berikutnya berjalan kembali', 'The time before the next level runs again')),
  'clock.moved.v1': clock(label => say(`Waktu untuk ${label.id} dihitung ulang`, `The time for ${label.en} was reckoned anew`),
    say('Waktu sebelum naik ke tingkat berikutnya dihitung ulang', 'The time before the next level was reckoned anew')),
  'clock.warned.v1': ({ name, percent }) => say(`${percent}% waktu untuk ${clocks[name].id} sudah berjalan`, `${percent}% of the time for ${clocks[name].en} has passed`),
  'clock.met.v1': clock(label => say(`Tepat waktu: ${label.id}`, `In time: ${label.en}`),
    say('Yang ditunggu dilakukan sebelum naik ke tingkat berikutnya', 'What was waited for was done before the next level')),
  'clock.met-late.v1': clock(label => say(`Setelah lewat waktu: ${label.id}`, `After its time: ${label.en}`),
    say('Yang ditunggu dilakukan setelah waktunya habis', 'What was waited for was done after the time had run out')),
  'clock.breached.v1': clock(label => say(`Waktu untuk ${label.id} terlewati`, `The time for ${label.en} was missed`),
    say('Waktu sebelum naik ke tingkat berikutnya habis', 'The time before the next level has run out')),
  'clock.lapsed.v1': clock(label => say(`Waktu untuk ${label.id} berakhir`, `The time for ${label.en} has ended`),
    say('Waktu sebelum naik ke tingkat berikutnya berakhir', 'The time before the next level has ended')),
  'clock.cancelled.v1': clock(label => say(`Waktu untuk ${label.id} tidak berlaku lagi`, `The time for ${label.en} no longer applies`),
    say('Waktu sebelum naik ke tingkat berikutnya tidak berlaku lagi', 'The time before the next level no longer applies')),

  'escalation.raised.v1': ({ level, target }) => say(`Dinaikkan ke tingkat ${level}: ${targets[target].id}`, `Raised to level ${level}: ${targets[target].en}`),
  'escalation.acknowledged.v1': ({ level, target }) => say(`Eskalasi tingkat ${level} diketahui oleh ${targets[target].id}`, `Level ${level} was acknowledged by ${targets[target].en}`),
  'escalation.ended.v1': ({ level, reason }) => say(
    `Eskalasi tingkat ${level} berakhir: ${escalationEnds[reason].id}`, `The escalation to level ${level} has ended: ${escalationEnds[reason].en}`),
  'escalation.target-missing.v1': ({ office }, named) => (office === null
    ? say('Belum ada yang dapat menerima eskalasi ini; koordinator menindaklanjutinya', 'Nobody could be found to receive this escalation; the coordinator sees to it')
    : say(`${named(office)} belum memiliki kepala atau wakil yang dapat menerima eskalasi ini; koordinator menindaklanjutinya`,
      `${named(office)} has neither head nor deputy to receive this escalation; the coordinator sees to it`)),
  'referral.offered.v1': one('Pelapor ditawari rujukan ke Ombudsman', 'The complainant was offered the Ombudsman'),
  'case.opened.v1': ({ registrationNumber }) => say(`Ombudsman menerima pengaduan ini dengan nomor ${registrationNumber}`, `The Ombudsman received it as case ${registrationNumber}`),
  'case.referral-attached.v1': ({ registrationNumber }) => say(`Rujukan baru digabungkan dengan laporan Ombudsman nomor ${registrationNumber}`, `A further referral was attached to case ${registrationNumber}`),
  'case.notice-added.v1': ({ kind }) => say(`Ombudsman diberi tahu: ${notices[kind].id}`, `The Ombudsman was told: ${notices[kind].en}`),
  'case.stage-changed.v1': ({ stage, ground, finding }) => {
    const why = ground !== null ? grounds[ground] : stage === 'report' && finding !== null ? findings[finding] : null;
    return say(
      `Tahap Ombudsman: ${stages[stage].id}${why ? ` (${why.id})` : ''}`, `Stage at the Ombudsman: ${stages[stage].en}${why ? ` (${why.en})` : ''}`);
  },
};

export const timelineTypes = Object.keys(timelineSentences) as TimelineType[];

/** @param named gives the name of an office by its code */
export const sentenceOf = <T extends TimelineType>(type: T, data: Events[T], named: (office: string) => string): Sentence =>
  (timelineSentences[type] as (data: Events[T], named: (office: string) => string) => Sentence)(data, named);
