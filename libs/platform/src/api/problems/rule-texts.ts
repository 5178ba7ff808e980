import type { Language } from '../locale.js';

/** The texts of a problem for people. */
export interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

const rule = (idTitle: string, idDetail: string, enTitle: string, enDetail: string): Record<Language, ProblemText> => ({
  id: { title: idTitle, detail: idDetail },
  en: { title: enTitle, detail: enDetail },
});

/**
 * The texts of violated domain rules, by the code of `DomainError`. Related codes are grouped.
 */
export const ruleTexts = {
  'archiving.remedy-required': rule(
    'Penjelasan dan langkah lain diperlukan',
    'Mohon maaf, pengarsipan memerlukan penjelasan dan langkah lain yang dapat ditempuh pelapor. Silakan lengkapi keduanya.',
    'Explanation and remedy required',
    'Sorry, archiving needs an explanation and what else the complainant can do. Please fill in both.',
  ),
  'clock.behind': rule(
    'Waktu belum pasti',
    'Mohon maaf, jam sistem tertinggal dari waktu yang sudah tercatat, jadi permintaan Anda belum diproses. Silakan coba beberapa saat lagi.',
    'Time is not certain',
    'Sorry, the clock is behind the time already recorded, so your request has not been processed. Please try again in a little while.',
  ),
  'calendar.bad-date': rule(
    'Tanggal keliru',
    'Mohon maaf, {date} bukan tanggal. Silakan tulis seperti 2026-03-17.',
    'Bad date',
    'Sorry, {date} is not a date. Please write it as 2026-03-17.',
  ),
  'calendar.bad-hours': rule(
    'Jam kantor keliru',
    'Mohon maaf, jam kantor tidak berurutan atau tidak terbaca. Silakan tulis seperti 07:30 dan urutkan.',
    'Bad office hours',
    'Sorry, the office hours are not in order or cannot be read. Please write them as 07:30, in order.',
  ),
  'calendar.unknown-kind': rule(
    'Jenis hari tidak dikenal',
    'Mohon maaf, {kind} bukan jenis hari libur. Silakan pilih hari libur atau cuti bersama.',
    'Unknown kind of day',
    'Sorry, {kind} is not a kind of holiday. Please use a public holiday or joint leave.',
  ),
  'calendar.unknown-zone': rule(
    'Zona waktu tidak dikenal',
    'Mohon maaf, {zone} bukan zona waktu Indonesia. Silakan pilih zona WIB, WITA atau WIT.',
    'Unknown time zone',
    'Sorry, {zone} is not a time zone of Indonesia. Please use one of WIB, WITA or WIT.',
  ),
  'calendar.without-working-day': rule(
    'Tanpa hari kerja',
    'Mohon maaf, kalender {calendar} tidak memiliki hari kerja. Silakan isi jam kantornya.',
    'No working day',
    'Sorry, the calendar {calendar} has no working day. Please fill in its office hours.',
  ),
  'case.transition-not-allowed': rule(
    'Tahap tidak dapat dituju',
    'Mohon maaf, tahap itu tidak dapat dituju dari tahap sekarang ({stage}). Silakan muat ulang untuk melihat tahap yang tersedia.',
    'Stage not possible',
    'Sorry, the case cannot move there from its present stage ({stage}). Please reload to see which stages are open.',
  ),
  'case.version-changed': rule(
    'Kasus sudah berubah',
    'Mohon maaf, kasus ini sudah berubah sejak Anda membacanya. Silakan muat ulang, lalu coba lagi.',
    'Case has changed',
    'Sorry, the case has changed since you read it. Please reload it and try again.',
  ),
  'case.unknown': rule(
    'Kasus tidak ditemukan',
    'Mohon maaf, kasus itu tidak kami temukan. Silakan periksa kembali nomornya.',
    'Case not found',
    'Sorry, we could not find that case. Please check its number.',
  ),
  'clock.backwards': rule(
    'Waktu tidak dapat mundur',
    'Mohon maaf, waktu hanya dapat maju setelah ada pengaduan. Silakan pilih waktu sesudah yang sekarang.',
    'Time cannot go back',
    'Sorry, once a complaint exists time only goes forward. Please choose a later time.',
  ),
  'clock.too-far': rule(
    'Waktu terlalu jauh',
    'Mohon maaf, waktu percobaan tidak dapat lebih dari {years} tahun dari waktu sebenarnya. Silakan pilih waktu yang lebih dekat.',
    'Time too far away',
    'Sorry, the time for trying things out stays within {years} years of real time. Please choose a nearer one.',
  ),
  'complaint.act-not-allowed': rule(
    'Langkah belum dapat dilakukan',
    'Mohon maaf, langkah ini tidak dapat dilakukan karena pengaduan {status}. Silakan muat ulang untuk melihat langkah yang tersedia.',
    'Action not possible',
    'Sorry, this is not possible because the complaint {status}. Please reload to see what can be done.',
  ),
  'complaint.category-known': rule(
    'Kategori sudah ditetapkan',
    'Mohon maaf, kategori pengaduan ini sudah ditetapkan, jadi tidak diganti lewat kelengkapan. Silakan tuliskan usul perubahannya dalam catatan.',
    'Category is known',
    'Sorry, the complaint already has a category, which a completion does not replace. Please suggest another one in the note.',
  ),
  'complaint.document-required': rule(
    'Dokumen pelapor belum disebutkan',
    'Mohon maaf, tindakan untuk pelapor memerlukan kode akses pelapor atau dokumen yang diperlihatkannya. Silakan masukkan kode akses, atau pilih dokumennya.',
    'Document not named',
    'Sorry, acting for a complainant needs their access code or a document that they show. Please enter the code, or choose the document.',
  ),
  'complaint.incident-ahead': rule(
    'Waktu kejadian belum tiba',
    'Mohon maaf, waktu kejadian tidak dapat lebih dari satu hari di depan. Silakan perbaiki waktunya.',
    'Incident lies ahead',
    'Sorry, the time of the incident cannot be more than one day ahead. Please correct it.',
  ),
  'complaint.already-there': rule(
    'Sudah di sana',
    'Mohon maaf, pengaduan ini sudah ditangani instansi tersebut ({office}). Silakan pilih instansi lain.',
    'Already there',
    'Sorry, the complaint is already with that office ({office}). Please choose another office.',
  ),
  'complaint.may-not-lodge': rule(
    'Tidak dapat mengajukan',
    'Mohon maaf, peran Anda tidak dapat mengajukan pengaduan. Silakan ajukan melalui petugas loket.',
    'May not lodge',
    'Sorry, your role may not lodge complaints. Please lodge it through a counter clerk.',
  ),
  'complaint.unknown': rule(
    'Pengaduan tidak ditemukan',
    'Mohon maaf, pengaduan itu tidak kami temukan. Silakan periksa kembali nomornya.',
    'Complaint not found',
    'Sorry, we could not find that complaint. Please check its number.',
  ),
  'complaint.version-changed': rule(
    'Pengaduan sudah berubah',
    'Mohon maaf, pengaduan ini sudah berubah sejak Anda membacanya. Silakan muat ulang, lalu coba lagi.',
    'Complaint has changed',
    'Sorry, the complaint has changed since you read it. Please reload it and try again.',
  ),
  'escalation.consent-missing': rule(
    'Persetujuan pelapor belum ada',
    'Mohon maaf, rujukan ke Ombudsman memerlukan persetujuan pelapor, yang belum diberikan. Silakan minta pelapor menyetujuinya sekaligus merujuk sendiri dengan satu langkah: lewat pelacakan, atau di loket.',
    'Consent of the complainant is missing',
    'Sorry, a referral to the Ombudsman needs the consent of the complainant, which has not been given. Please ask them to consent and refer it themselves in one step: by tracking, or at a counter.',
  ),
  'escalation.ended': rule(
    'Eskalasi sudah berakhir',
    'Mohon maaf, eskalasi ini sudah berakhir. Silakan muat ulang untuk melihat keadaannya sekarang.',
    'Escalation has ended',
    'Sorry, this escalation has ended. Please reload to see how it stands now.',
  ),
  'escalation.level-reached': rule(
    'Tingkat sudah tercapai',
    'Mohon maaf, pengaduan ini sudah mencapai tingkat {escalationLevel} pada putaran ini. Silakan pilih tingkat di atasnya.',
    'Level already reached',
    'Sorry, the complaint has already reached level {escalationLevel} in this cycle. Please choose a higher level.',
  ),
  'escalation.not-yours': rule(
    'Bukan tingkat Anda',
    'Mohon maaf, peran Anda tidak memegang eskalasi tingkat {level}. Silakan teruskan kepada yang memegangnya.',
    'Not your level',
    'Sorry, your role does not hold escalations of level {level}. Please leave it to those who do.',
  ),
  'escalation.unknown': rule(
    'Eskalasi tidak ditemukan',
    'Mohon maaf, eskalasi itu tidak kami temukan. Silakan periksa kembali nomornya.',
    'Escalation not found',
    'Sorry, we could not find that escalation. Please check its number.',
  ),
  'explain.too-long': rule(
    'Penjelasan terlalu panjang',
    'Mohon maaf, penjelasan paling banyak mencakup {days} hari. Silakan pilih rentang yang lebih pendek.',
    'Explanation too long',
    'Sorry, an explanation covers {days} days at most. Please choose a shorter span.',
  ),
  'identity.name-required': rule(
    'Nama diperlukan',
    'Mohon maaf, nama orang ini belum kami simpan. Silakan sertakan namanya.',
    'Name required',
    'Sorry, we have no name for this person yet. Please include the name.',
  ),
  'identity.not-kept': rule(
    'Identitas tidak tersimpan',
    'Mohon maaf, identitas pelapor tidak tersimpan. Silakan hubungi pelapor lewat permintaan informasi.',
    'Identity not kept',
    'Sorry, the identity of the complainant is not kept. Please reach the complainant with a request for information.',
  ),
  'identity.too-many': rule(
    'Terlalu banyak identitas dibuka',
    'Mohon maaf, Anda telah membuka terlalu banyak identitas dalam satu jam. Silakan coba lagi dalam {minutes} menit, atau hubungi koordinator.',
    'Too many identities read',
    'Sorry, you have read too many identities within an hour. Please try again in {minutes} min, or ask the coordinator.',
  ),
  'identity.withheld': rule(
    'Identitas dirahasiakan',
    'Mohon maaf, pengaduan ini anonim, jadi identitas pelapor tidak dibuka kepada Anda. Silakan sampaikan pertanyaan lewat permintaan informasi.',
    'Identity withheld',
    'Sorry, this complaint is anonymous, so the identity is not disclosed to you. Please send your question as a request for information.',
  ),
  'search.without-texts': rule(
    'Pencarian teks tidak tersedia',
    'Mohon maaf, peran Anda membaca pengaduan tanpa teksnya, sehingga tidak dapat mencari di dalam teks. Silakan gunakan penyaring lain, misalnya tiket.',
    'No search in texts',
    'Sorry, your role reads complaints without their texts, so it cannot search them. Please use other filters, such as the ticket.',
  ),
  'sla-clock.unknown': rule(
    'Batas waktu tidak ditemukan',
    'Mohon maaf, batas waktu itu tidak kami temukan. Silakan periksa kembali nomornya.',
    'Clock not found',
    'Sorry, we could not find that clock. Please check its number.',
  ),
  'parked-event.unknown': rule(
    'Peristiwa tidak ditemukan',
    'Mohon maaf, peristiwa tertunda itu tidak kami temukan. Silakan muat ulang daftarnya.',
    'Parked event not found',
    'Sorry, we could not find that parked event. Please reload the list.',
  ),
  'message.already-handed-over': rule(
    'Sudah diserahkan',
    'Mohon maaf, pesan ini sudah diserahkan kepada pelapor. Silakan muat ulang daftarnya.',
    'Already handed over',
    'Sorry, this message was already handed over. Please reload the list.',
  ),
  'acceptance.other-officer': rule(
    'Petugas lain',
    'Mohon maaf, Anda hanya dapat menerima pengaduan atas nama sendiri. Silakan kosongkan petugasnya, atau minta kepala perangkat daerah menunjuk petugas.',
    'Another officer',
    'Sorry, you can accept a complaint in your own name only. Please leave the officer out, or ask the head of your office to name one.',
  ),
  'message.not-on-paper': rule(
    'Bukan pesan cetak',
    'Mohon maaf, pesan ini dikirim lewat surel atau SMS, jadi tidak ada yang diserahkan. Silakan pilih pesan dari antrean cetak.',
    'Not on paper',
    'Sorry, this message goes by e-mail or SMS, so there is nothing to hand over. Please choose one from the print queue.',
  ),
  'office.unknown': rule(
    'Instansi tidak ditemukan',
    'Mohon maaf, tidak ada instansi dengan kode itu. Silakan pilih dari daftar instansi.',
    'Office not found',
    'Sorry, there is no office with that code. Please choose one from the list of offices.',
  ),
  'message.unknown': rule(
    'Pesan tidak ditemukan',
    'Mohon maaf, pesan itu tidak kami temukan. Silakan muat ulang daftarnya.',
    'Message not found',
    'Sorry, we could not find that message. Please reload the list.',
  ),
  'policy.missing': rule(
    'Kebijakan belum ada',
    'Mohon maaf, belum ada kebijakan untuk batas waktu {clock}. Silakan pilih batas waktu lain, atau hubungi pengawas waktu layanan.',
    'No policy',
    'Sorry, there is no policy yet for the clock {clock}. Please choose another clock, or contact the service time operator.',
  ),
  'question.days-out-of-range': rule(
    'Tenggat jawaban keliru',
    'Mohon maaf, tenggat jawaban harus {minimum} sampai {maximum} hari kerja. Silakan perbaiki.',
    'Bad time to answer',
    'Sorry, the time to answer must be {minimum} to {maximum} working days. Please correct it.',
  ),
  'reference.unknown': rule(
    'Kode tidak dikenal',
    'Mohon maaf, sebagian kode tidak kami kenal. Silakan lihat daftar kesalahan, perbaiki, lalu kirim kembali.',
    'Unknown code',
    'Sorry, we do not know some of the codes. Please see the list of errors, correct them and send it again.',
  ),
  'resolution.remedy-required': rule(
    'Penjelasan dan langkah lain diperlukan',
    'Mohon maaf, penolakan memerlukan penjelasan dan langkah lain yang dapat ditempuh pelapor. Silakan lengkapi keduanya.',
    'Explanation and remedy required',
    'Sorry, a denial needs an explanation and what else the complainant can do. Please fill in both.',
  ),
  'statistics.quarter-ahead': rule(
    'Triwulan belum dimulai',
    'Mohon maaf, triwulan {quarter} belum dimulai, jadi belum ada yang dapat dihitung. Silakan pilih triwulan yang sudah berjalan.',
    'Quarter has not begun',
    'Sorry, the quarter {quarter} has not begun, so there is nothing to count yet. Please choose one that has.',
  ),
  'tracking.unknown': rule(
    'Nomor tiket atau kode akses belum cocok',
    'Mohon maaf, nomor tiket dan kode akses belum cocok. Silakan periksa kembali tanda terima Anda; petugas loket siap membantu.',
    'Ticket number or access code does not match',
    'Sorry, the ticket number and access code do not match. Please check your receipt; staff at any counter can help.',
  ),
} as const satisfies Record<string, Record<Language, ProblemText>>;

export type RuleCode = keyof typeof ruleTexts;
