import type { CaseStage, InadmissibilityGround } from '@tuntas/contracts';
import { bilingual, type Sentence } from './sentence.js';

// Sentences of the tracking page about the Ombudsman's case. Notes of the Ombudsman's staff are never shown.

const received = bilingual(
  'Ombudsman sudah menerima pengaduan ini (nomor {number}).',
  'The Ombudsman has received this complaint (no. {number}).',
);

/** Sentences by stage of the case. */
export const caseSentences: Readonly<Record<CaseStage, Sentence>> = {
  intake_formal: received,
  intake_material: received,
  rapid_response: bilingual(
    'Ombudsman menangani pengaduan ini melalui respons cepat (nomor {number}).',
    'The Ombudsman is handling this complaint as a matter of urgency (no. {number}).',
  ),
  examination: bilingual(
    'Ombudsman sedang memeriksa pengaduan ini (nomor {number}).',
    'The Ombudsman is examining this complaint (no. {number}).',
  ),
  report: bilingual(
    'Ombudsman sudah memeriksa pengaduan ini (nomor {number}) dan sedang menyusun laporannya. Anda dapat menanyakan hasilnya kepada Ombudsman dengan menyebutkan nomor tersebut.',
    'The Ombudsman has examined this complaint (no. {number}) and is preparing its report. You can ask the Ombudsman about the result, quoting that number.',
  ),
  resolution_monitoring: bilingual(
    'Ombudsman sudah memeriksa pengaduan ini (nomor {number}) dan mengawal tindak lanjutnya.',
    'The Ombudsman has examined this complaint (no. {number}) and is following up what is done about it.',
  ),
  recommendation: bilingual(
    'Ombudsman sudah memberikan rekomendasi atas pengaduan ini (nomor {number}) dan mengawal pelaksanaannya.',
    'The Ombudsman has made a recommendation on this complaint (no. {number}) and is monitoring compliance.',
  ),
  closed: bilingual(
    'Ombudsman sudah selesai menangani pengaduan ini (nomor {number}). Anda dapat menanyakan hasilnya kepada Ombudsman dengan menyebutkan nomor tersebut.',
    'The Ombudsman has finished work on this complaint (no. {number}). You can ask the Ombudsman about the result, quoting that number.',
  ),
  not_admissible: bilingual(
    'Ombudsman sudah menelaah pengaduan ini (nomor {number}) dan tidak dapat melanjutkannya ke pemeriksaan.',
    'The Ombudsman has considered this complaint (no. {number}) and is not able to examine it.',
  ),
  deemed_withdrawn: bilingual(
    'Ombudsman belum menerima keterangan yang diperlukan, sehingga pemeriksaan (nomor {number}) dihentikan. Anda dapat menyampaikannya kapan saja kepada Ombudsman dengan menyebutkan nomor tersebut; pemeriksaannya dapat dibuka kembali.',
    'The Ombudsman did not receive the information needed, so the examination (no. {number}) was stopped. You can send it to the Ombudsman at any time, quoting that number; the examination can be reopened.',
  ),
  withdrawn: bilingual(
    'Pemeriksaan Ombudsman (nomor {number}) dihentikan karena permintaannya dicabut. Jika Anda ingin melanjutkannya, sampaikan kepada Ombudsman dengan menyebutkan nomor tersebut.',
    'The examination by the Ombudsman (no. {number}) was stopped because the request was withdrawn. If you want to continue it, please tell the Ombudsman, quoting that number.',
  ),
};

/** Temporary grounds: the case may be examined once the missing condition is met. */
const dilatory: readonly InadmissibilityGround[] = [
  'agency_not_asked_first',
  'agency_still_in_time',
  'identity_missing',
];
const notYetAdmissible = bilingual(
  'Ombudsman sudah menelaah pengaduan ini (nomor {number}) dan belum dapat melanjutkannya ke pemeriksaan.',
  'The Ombudsman has considered this complaint (no. {number}) and cannot examine it yet.',
);

/** The sentences for a stage, with the ground if the case is not admissible. */
export const caseSentencesOf = (stage: CaseStage, ground: InadmissibilityGround | null): readonly Sentence[] => {
  if (ground === null) return [caseSentences[stage]];
  return [
    stage === 'not_admissible' && dilatory.includes(ground) ? notYetAdmissible : caseSentences[stage],
    inadmissibleSentences[ground],
  ];
};

/** Why the case cannot be examined, and the remaining options of the citizen. */
export const inadmissibleSentences: Readonly<Record<InadmissibilityGround, Sentence>> = {
  agency_not_asked_first: bilingual(
    'Menurut Ombudsman, instansi perlu diberi kesempatan menyelesaikannya lebih dahulu. Pengaduan Anda kepada kami tetap berjalan. Begitu batas waktu instansi terlewati, kami teruskan lagi bila Anda setuju; Anda juga dapat kembali ke Ombudsman dengan menyebutkan nomor tersebut.',
    'The Ombudsman finds that the office should be given the chance to resolve it first. Your complaint to us continues. As soon as the office misses its deadline we will pass it on again, if you agree; you can also go back to the Ombudsman, quoting that number.',
  ),
  agency_still_in_time: bilingual(
    'Menurut Ombudsman, instansi masih dalam batas waktu untuk menyelesaikannya. Jika sesudah itu belum selesai, Anda dapat kembali ke Ombudsman dengan menyebutkan nomor tersebut.',
    'The Ombudsman finds that the office still has time to resolve it. If it is not resolved by then, you can go back to the Ombudsman, quoting that number.',
  ),
  already_settled: bilingual(
    'Menurut catatan Ombudsman, masalah ini sudah diselesaikan. Jika menurut Anda belum, sampaikan kepada Ombudsman dengan menyebutkan nomor tersebut.',
    `According to the Ombudsman's records, this matter has been resolved. If you see it differently, please tell the Ombudsman, quoting that number.`,
  ),
  settled_by_mediation: bilingual(
    'Menurut catatan Ombudsman, masalah ini sudah disepakati dalam mediasi. Jika kesepakatannya belum dijalankan, sampaikan kepada Ombudsman dengan menyebutkan nomor tersebut.',
    `According to the Ombudsman's records, this matter was agreed on in mediation. If the agreement has not been carried out, please tell the Ombudsman, quoting that number.`,
  ),
  before_court: bilingual(
    'Masalah ini sedang atau sudah diperiksa pengadilan, sehingga keputusannya ada pada pengadilan. Anda dapat menanyakannya ke pengadilan, atau meminta bantuan hukum cuma-cuma di Posbakum (pos bantuan hukum) pengadilan.',
    'This matter is or was before a court, so it is for the court to decide. You can ask the court, or get free legal help at its legal aid post (Posbakum).',
  ),
  event_too_old: bilingual(
    'Peristiwanya sudah lewat dua tahun, sehingga tidak dapat lagi diperiksa Ombudsman. Jika masih berlangsung, Anda dapat melapor lagi kepada kami atau kepada Ombudsman.',
    'It happened more than two years ago, which is longer than the Ombudsman may look back. If it is still going on, you can report it again, to us or to the Ombudsman.',
  ),
  identity_missing: bilingual(
    'Untuk memeriksanya, Ombudsman perlu mengetahui identitas Anda; identitas itu dapat dirahasiakan. Jika Anda bersedia, sampaikan kepada Ombudsman dengan menyebutkan nomor tersebut.',
    'To examine it, the Ombudsman needs to know who you are; this can be kept confidential. If you are willing, please tell the Ombudsman, quoting that number.',
  ),
  outside_authority: bilingual(
    'Masalah ini berada di luar wewenang Ombudsman. Ombudsman dapat memberi tahu Anda lembaga mana yang berwenang; sebutkan nomor tersebut.',
    'This matter is outside the authority of the Ombudsman. The Ombudsman can tell you which organisation is responsible; please quote that number.',
  ),
  no_maladministration: bilingual(
    'Dari keterangan yang ada, Ombudsman belum menemukan maladministrasi (pelayanan yang menyimpang dari aturan). Jika Anda mempunyai keterangan baru, sampaikan kepada Ombudsman dengan menyebutkan nomor tersebut.',
    'From the information available, the Ombudsman has not found maladministration (service that departs from the rules). If you have new information, please tell the Ombudsman, quoting that number.',
  ),
};
