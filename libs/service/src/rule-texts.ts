import type { Language } from './locale.js';

/** What a problem says to people. */
export interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

const rule = (idTitle: string, idDetail: string, enTitle: string, enDetail: string): Record<Language, ProblemText> =>
  ({ id: { title: idTitle, detail: idDetail }, en: { title: enTitle, detail: enDetail } });

/** What the rules of the domain say when they are broken: the codes of `DomainError`, a new one beside the others of its kind. */
export const ruleTexts = {
  'archiving.remedy-required': rule(
    'Penjelasan dan upaya diperlukan', 'Pengarsipan memerlukan penjelasan dan upaya lain yang tersedia bagi pelapor.',
    'Explanation and remedy required', 'Archiving needs an explanation and the remedy that the complainant still has.'),
  'clock.behind': rule(
    'Waktu belum pasti', 'Jam sistem tertinggal dari waktu yang sudah tercatat. Permintaan belum diproses; silakan coba lagi sebentar lagi.',
    'Time is not certain', 'The clock is behind the time already recorded. The request was not carried out; please try again shortly.'),
  'calendar.bad-date': rule('Tanggal keliru', '{date} bukan tanggal YYYY-MM-DD.', 'Bad date', '{date} is not a date YYYY-MM-DD.'),
  'calendar.bad-hours': rule('Jam kantor keliru', 'Jam kantor tidak berurutan atau bukan jam HH:MM.', 'Bad office hours', 'The office hours are not in order, or not times HH:MM.'),
  'calendar.unknown-kind': rule('Jenis hari tidak dikenal', '{kind} bukan jenis hari libur.', 'Unknown kind of day', '{kind} is no kind of holiday.'),
  'calendar.unknown-zone': rule('Zona waktu tidak dikenal', '{zone} bukan zona waktu Indonesia.', 'Unknown time zone', '{zone} is not a time zone of Indonesia.'),
  'calendar.without-working-day': rule('Tanpa hari kerja', 'Kalender {calendar} tidak memiliki hari kerja.', 'No working day', 'The calendar {calendar} has no working day.'),
  'case.transition-not-allowed': rule(
    'Tahap tidak dapat dituju', 'Dari tahap kasus sekarang ({stage}) tahap itu tidak dapat dituju.',
    'Stage not possible', 'The case cannot go to that stage from where it is ({stage}).'),
  'case.version-changed': rule(
    'Kasus sudah berubah', 'Kasus telah berubah sejak Anda membacanya. Muat ulang lalu coba lagi.',
    'Case has changed', 'The case has changed since you read it. Read it again and retry.'),
  'case.unknown': rule('Kasus tidak ditemukan', 'Tidak ada kasus seperti itu.', 'Case not found', 'There is no such case.'),
  'clock.backwards': rule(
    'Waktu tidak dapat mundur', 'Waktu hanya dapat maju setelah ada pengaduan.',
    'Time cannot go back', 'Once a complaint exists, time only goes forward.'),
  'complaint.act-not-allowed': rule(
    'Tindakan tidak dapat dilakukan', 'Tindakan ini tidak dapat dilakukan dalam status pengaduan sekarang ({status}).',
    'Action not possible', 'This action is not possible in the present status of the complaint ({status}).'),
  'complaint.already-there': rule('Sudah di sana', 'Pengaduan sudah ditangani oleh {office}.', 'Already there', 'The complaint is already with {office}.'),
  'complaint.may-not-lodge': rule('Tidak dapat mengajukan', 'Peran Anda tidak dapat mengajukan pengaduan.', 'May not lodge', 'Your role may not lodge complaints.'),
  'complaint.unknown': rule('Pengaduan tidak ditemukan', 'Tidak ada pengaduan seperti itu.', 'Complaint not found', 'There is no such complaint.'),
  'complaint.version-changed': rule(
    'Pengaduan sudah berubah', 'Pengaduan telah berubah sejak Anda membacanya. Muat ulang lalu coba lagi.',
    'Complaint has changed', 'The complaint has changed since you read it. Read it again and retry.'),
  'escalation.consent-missing': rule(
    'Persetujuan pelapor belum ada', 'Rujukan ke Ombudsman memerlukan persetujuan pelapor, yang belum diberikan. Pelapor dapat memberikannya dan merujuk sendiri dengan satu langkah: lewat pelacakan, atau di loket.',
    'Consent of the complainant is missing', 'A referral to the Ombudsman needs the consent of the complainant, which has not been given. They can give it and refer the complaint in one step: by tracking, or at a counter.'),
  'escalation.ended': rule('Eskalasi sudah berakhir', 'Eskalasi ini sudah berakhir.', 'Escalation has ended', 'This escalation has ended.'),
  'escalation.level-reached': rule(
    'Tingkat sudah tercapai', 'Pengaduan sudah mencapai tingkat {escalationLevel} pada putaran ini; hanya tingkat di atasnya yang dapat dituju.',
    'Level already reached', 'The complaint has reached level {escalationLevel} in this cycle; it can only be raised above that.'),
  'escalation.not-yours': rule('Bukan tingkat Anda', 'Peran Anda tidak memegang eskalasi tingkat {level}.', 'Not your level', 'Your role does not hold escalations of level {level}.'),
  'escalation.unknown': rule('Eskalasi tidak ditemukan', 'Tidak ada eskalasi seperti itu.', 'Escalation not found', 'There is no such escalation.'),
  'explain.too-long': rule('Penjelasan terlalu panjang', 'Penjelasan paling banyak mencakup {days} hari.', 'Explanation too long', 'An explanation covers {days} days at most.'),
  'identity.name-required': rule(
    'Nama diperlukan', 'Nama orang ini belum tersimpan, jadi harus disertakan.', 'Name required', 'No name of this person is kept yet, so it has to be given.'),
  'identity.not-kept': rule('Identitas tidak tersimpan', 'Identitas pelapor tidak tersimpan.', 'Identity not kept', 'The identity of the complainant is not kept.'),
  'identity.withheld': rule(
    'Identitas dirahasiakan', 'Pengaduan ini anonim; identitas pelapor tidak dibuka kepada Anda. Pertanyaan dapat disampaikan lewat permintaan informasi.',
    'Identity withheld', 'This complaint is anonymous; the identity is not disclosed to you. Questions reach the complainant as a request for information.'),
  'search.without-texts': rule(
    'Pencarian teks tidak tersedia', 'Peran Anda membaca pengaduan tanpa teksnya, sehingga tidak dapat mencari di dalam teks. Gunakan penyaring lain, misalnya tiket.',
    'No search in texts', 'Your role reads complaints without their texts, so it cannot search them. Use other filters, such as the ticket.'),
  'sla-clock.unknown': rule('Batas waktu tidak ditemukan', 'Tidak ada batas waktu seperti itu.', 'Clock not found', 'There is no such clock.'),
  'parked-event.unknown': rule('Peristiwa tidak ditemukan', 'Tidak ada peristiwa tertunda seperti itu.', 'Parked event not found', 'There is no such parked event.'),
  'message.already-handed-over': rule(
    'Sudah diserahkan', 'Pesan ini sudah diserahkan kepada pelapor.', 'Already handed over', 'This message was handed over already.'),
  'message.not-on-paper': rule(
    'Bukan pesan cetak', 'Pesan ini dikirim lewat surel atau SMS; tidak ada yang diserahkan.', 'Not on paper', 'This message goes by mail or SMS; there is nothing to hand over.'),
  'message.unknown': rule('Pesan tidak ditemukan', 'Tidak ada pesan seperti itu.', 'Message not found', 'There is no such message.'),
  'policy.missing': rule('Kebijakan tidak ada', 'Tidak ada kebijakan untuk jam {clock}.', 'No policy', 'There is no policy for the clock {clock}.'),
  'question.days-out-of-range': rule(
    'Tenggat jawaban keliru', 'Tenggat jawaban harus {minimum} sampai {maximum} hari kerja.', 'Bad time to answer', 'The time to answer must be {minimum} to {maximum} working days.'),
  'reference.unknown': rule('Kode tidak dikenal', 'Sebagian kode tidak dikenal. Lihat daftar kesalahan.', 'Unknown code', 'Some codes are not known. See the list of errors.'),
  'resolution.remedy-required': rule(
    'Penjelasan dan upaya diperlukan', 'Penolakan memerlukan penjelasan dan upaya lain yang tersedia bagi pelapor.',
    'Explanation and remedy required', 'A denial needs an explanation and the remedy that the complainant still has.'),
  'statistics.quarter-ahead': rule(
    'Triwulan belum dimulai', 'Triwulan {quarter} belum dimulai, jadi belum ada yang dapat dihitung.', 'Quarter has not begun', 'The quarter {quarter} has not begun, so there is nothing to count yet.'),
  'tracking.unknown': rule('Tidak ditemukan', 'Nomor tiket atau kode akses keliru.', 'Not found', 'The ticket or the access code is wrong.'),
} as const satisfies Record<string, Record<Language, ProblemText>>;
