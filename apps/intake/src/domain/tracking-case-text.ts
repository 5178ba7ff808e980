import type { CaseStage, InadmissibilityGround } from '@tuntas/contracts';
import { say, type Sentence } from './sentence.js';

// What the citizen reads on their own page of how it stands at the Ombudsman. What staff noted there stays there.

const received = say(
  'Ombudsman sudah menerima pengaduan ini dengan nomor {number}.', 'The Ombudsman has received this complaint under the number {number}.');
const ended = say(
  'Ombudsman sudah selesai menangani pengaduan ini dengan nomor {number}. Hasilnya dapat Anda tanyakan kepada Ombudsman dengan menyebut nomor itu.',
  'The Ombudsman has finished the work on this complaint under the number {number}. You can ask the Ombudsman for the result by that number.');

/** How it stands there, by stage. */
export const caseSentences: Readonly<Record<CaseStage, Sentence>> = {
  intake_formal: received,
  intake_material: received,
  rapid_response: say(
    'Ombudsman menangani pengaduan ini dengan segera, dengan nomor {number}.', 'The Ombudsman is dealing with this complaint at once, under the number {number}.'),
  examination: say('Ombudsman sedang memeriksa pengaduan ini dengan nomor {number}.', 'The Ombudsman is examining this complaint under the number {number}.'),
  report: say(
    'Ombudsman sudah memeriksa pengaduan ini dengan nomor {number}, dan menyusun laporannya. Hasilnya dapat Anda tanyakan kepada Ombudsman dengan menyebut nomor itu.',
    'The Ombudsman has examined this complaint under the number {number}, and reports on it. You can ask the Ombudsman for the result by that number.'),
  resolution_monitoring: say(
    'Ombudsman sudah memeriksa pengaduan ini dengan nomor {number}, dan mengawal tindak lanjutnya.',
    'The Ombudsman has examined this complaint under the number {number}, and watches over what is done about it.'),
  recommendation: say(
    'Ombudsman sudah memberi rekomendasi atas pengaduan ini dengan nomor {number}, dan mengawal pelaksanaannya.',
    'The Ombudsman has made a recommendation on this complaint under the number {number}, and watches over what is done about it.'),
  closed: ended,
  not_admissible: say(
    'Ombudsman sudah melihat pengaduan ini dengan nomor {number}, dan belum dapat memeriksanya.',
    'The Ombudsman has looked at this complaint under the number {number}, and cannot examine it for now.'),
  deemed_withdrawn: say(
    'Ombudsman belum menerima keterangan yang diperlukan, jadi pemeriksaan dengan nomor {number} dihentikan. Anda dapat menyampaikannya kapan saja kepada Ombudsman dengan menyebut nomor itu; pemeriksaannya dapat dibuka kembali.',
    'What the Ombudsman needed has not arrived, so the examination under the number {number} was stopped. You can send it to the Ombudsman at any time by that number; the matter can be taken up again.'),
  withdrawn: say(
    'Pemeriksaan Ombudsman dengan nomor {number} dihentikan karena permintaannya ditarik. Jika Anda ingin melanjutkannya, sampaikan kepada Ombudsman dengan menyebut nomor itu.',
    'The examination by the Ombudsman under the number {number} was stopped, since the request was taken back. If you wish to go on with it, tell the Ombudsman by that number.'),
};

/** Why it cannot be examined, and what the citizen can do all the same. */
export const inadmissibleSentences: Readonly<Record<InadmissibilityGround, Sentence>> = {
  agency_not_asked_first: say(
    'Menurut Ombudsman, instansinya perlu mendapat kesempatan lebih dahulu. Pengaduan Anda kepada kami tetap berjalan; jika belum selesai, Anda dapat kembali ke Ombudsman dengan menyebut nomor itu.',
    'The Ombudsman finds that the office should have its chance first. Your complaint to us goes on; if it is not settled, you can return to the Ombudsman with that number.'),
  agency_still_in_time: say(
    'Menurut Ombudsman, waktu bagi instansi untuk menyelesaikannya masih ada. Jika sesudah itu belum selesai, Anda dapat kembali ke Ombudsman dengan menyebut nomor itu.',
    'The Ombudsman finds that the office still has time to settle it. If it is not settled then, you can return to the Ombudsman with that number.'),
  already_settled: say(
    'Menurut catatan Ombudsman, masalah ini sudah diselesaikan. Jika bagi Anda belum, sampaikan kepada Ombudsman dengan menyebut nomor itu.',
    'By what the Ombudsman knows, the matter is settled. If it is not for you, tell the Ombudsman by that number.'),
  settled_by_mediation: say(
    'Menurut catatan Ombudsman, masalah ini sudah disepakati dalam mediasi. Jika kesepakatannya belum dijalankan, sampaikan kepada Ombudsman dengan menyebut nomor itu.',
    'By what the Ombudsman knows, the matter was agreed on in a mediation. If what was agreed on is not done, tell the Ombudsman by that number.'),
  before_court: say(
    'Masalah ini sedang atau sudah diperiksa pengadilan, dan putusannya ada di sana. Anda dapat bertanya ke pengadilan, atau meminta bantuan hukum tanpa biaya di pos bantuan hukumnya.',
    'The matter is or was before a court, and is for the court to decide. You can ask the court, or get free legal help at its legal aid post.'),
  event_too_old: say(
    'Peristiwanya terjadi lebih lama daripada yang dapat diperiksa Ombudsman. Jika masih terjadi sampai sekarang, Anda dapat melapor lagi kepada kami atau kepada Ombudsman.',
    'It happened longer ago than the Ombudsman can examine. If it still goes on, you can report it again, to us or to the Ombudsman.'),
  identity_missing: say(
    'Untuk memeriksanya, Ombudsman perlu mengenal Anda; identitas Anda dapat dirahasiakan. Jika Anda bersedia, sampaikan kepada Ombudsman dengan menyebut nomor itu.',
    'To examine it, the Ombudsman needs to know you; who you are can be kept confidential. If you are willing, tell the Ombudsman by that number.'),
  outside_authority: say(
    'Masalah ini berada di luar wewenang Ombudsman. Ombudsman dapat memberi tahu Anda lembaga mana yang berwenang; sebutkan nomor itu.',
    'The matter is outside the authority of the Ombudsman. The Ombudsman can tell you which body is responsible; give that number.'),
  no_maladministration: say(
    'Dari keterangan yang ada, Ombudsman belum melihat maladministrasi. Jika Anda mempunyai keterangan baru, sampaikan kepada Ombudsman dengan menyebut nomor itu.',
    'From what is known, the Ombudsman does not see maladministration. If you have more to tell, tell the Ombudsman by that number.'),
};
