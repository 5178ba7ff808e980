import type { Language } from '../locale.js';
import { factInWords, reasonTexts } from './facts-in-words.js';
import { ruleTexts, type ProblemText } from './rule-texts.js';

/**
 * The texts of problems of access, requests and the service itself. The texts of domain problems are in
 * `rule-texts.ts`. `{name}` in a detail is replaced by the fact of that name. The `request.*` texts are also the
 * fallback of codes without texts, by the kind of refusal.
 */
export const problemTexts = {
  'access.token-required': {
    id: {
      title: 'Silakan masuk terlebih dahulu',
      detail:
        'Mohon maaf, halaman ini hanya untuk yang sudah masuk. Silakan masuk, lalu kirim lagi dengan token akses yang sah.',
    },
    en: {
      title: 'Please sign in first',
      detail: 'Sorry, this needs you to be signed in. Please sign in and send it again with a valid access token.',
    },
  },
  'access.token-invalid': {
    id: {
      title: 'Token tidak sah',
      detail: 'Mohon maaf, token akses tidak sah atau sudah kedaluwarsa. Silakan masuk kembali.',
    },
    en: {
      title: 'Invalid token',
      detail: 'Sorry, the access token is not valid or has expired. Please sign in again.',
    },
  },
  'access.role-required': {
    id: {
      title: 'Di luar wewenang Anda',
      detail:
        'Mohon maaf, peran Anda tidak berwenang melakukan tindakan ini. Silakan hubungi koordinator pengaduan jika seharusnya berwenang.',
    },
    en: {
      title: 'Not allowed',
      detail: 'Sorry, your role does not allow this. Please contact the complaint coordinator if you think it should.',
    },
  },
  'access.issuer-unavailable': {
    id: {
      title: 'Layanan masuk sedang tidak dapat dihubungi',
      detail: 'Mohon maaf, token Anda belum dapat diperiksa. Silakan coba beberapa saat lagi.',
    },
    en: {
      title: 'Sign-in service cannot be reached',
      detail: 'Sorry, your token cannot be checked at the moment. Please try again in a little while.',
    },
  },
  'request.malformed': {
    id: {
      title: 'Permintaan tidak terbaca',
      detail:
        'Mohon maaf, permintaan ini tidak dapat dibaca. Silakan periksa daftar kesalahan bila ada, lalu kirim kembali.',
    },
    en: {
      title: 'Malformed request',
      detail:
        'Sorry, this request cannot be read. Please check the list of errors, if there is one, and send it again.',
    },
  },
  'request.malformed-json': {
    id: {
      title: 'JSON tidak terbaca',
      detail: 'Mohon maaf, isi permintaan bukan JSON yang sah dalam UTF-8. Silakan perbaiki, lalu kirim kembali.',
    },
    en: {
      title: 'Malformed JSON',
      detail: 'Sorry, the body is not valid JSON in UTF-8. Please correct it and send it again.',
    },
  },
  'request.too-deep': {
    id: {
      title: 'JSON terlalu bertingkat',
      detail:
        'Mohon maaf, isi permintaan bersarang lebih dalam daripada {limit} tingkat. Silakan sederhanakan, lalu kirim kembali.',
    },
    en: {
      title: 'JSON too deep',
      detail: 'Sorry, the body is nested deeper than {limit} levels. Please simplify it and send it again.',
    },
  },
  'request.forbidden-key': {
    id: {
      title: 'Nama isian terlarang',
      detail:
        'Mohon maaf, isi permintaan memakai nama isian yang tidak diperbolehkan. Silakan hapus isian itu, lalu kirim kembali.',
    },
    en: {
      title: 'Forbidden key',
      detail: 'Sorry, the body uses a field name that is not allowed. Please remove it and send it again.',
    },
  },
  'request.idempotency-key': {
    id: {
      title: 'Idempotency-Key keliru',
      detail:
        'Mohon maaf, Idempotency-Key harus terdiri atas 1 sampai 255 karakter ASCII yang tercetak. Silakan perbaiki, lalu kirim kembali.',
    },
    en: {
      title: 'Bad Idempotency-Key',
      detail:
        'Sorry, Idempotency-Key must have 1 to 255 printable ASCII characters. Please correct it and send it again.',
    },
  },
  'idempotency.other-body': {
    id: {
      title: 'Idempotency-Key sudah dipakai',
      detail:
        'Mohon maaf, Idempotency-Key ini sudah dipakai untuk permintaan dengan isi lain. Silakan pakai kunci yang baru.',
    },
    en: {
      title: 'Idempotency-Key already used',
      detail: 'Sorry, this Idempotency-Key was already used with another body. Please use a new key.',
    },
  },
  'idempotency.still-running': {
    id: {
      title: 'Masih diproses',
      detail:
        'Mohon maaf, permintaan pertama dengan Idempotency-Key ini masih diproses. Silakan coba beberapa saat lagi.',
    },
    en: {
      title: 'Still running',
      detail:
        'Sorry, the first request with this Idempotency-Key is still being processed. Please try again in a little while.',
    },
  },
  'request.if-match': {
    id: {
      title: 'If-Match keliru',
      detail:
        'Mohon maaf, If-Match harus berisi satu versi dalam tanda petik, atau tanda bintang. Silakan perbaiki, lalu kirim kembali.',
    },
    en: {
      title: 'Bad If-Match',
      detail: 'Sorry, If-Match must hold one quoted version, or an asterisk. Please correct it and send it again.',
    },
  },
  'request.invalid': {
    id: {
      title: 'Isian perlu diperbaiki',
      detail: 'Mohon maaf, sebagian isian belum sesuai. Silakan lihat daftar kesalahan, perbaiki, lalu kirim kembali.',
    },
    en: {
      title: 'Some fields need correcting',
      detail: 'Sorry, some fields are not right yet. Please see the list of errors, correct them and send it again.',
    },
  },
  'request.forbidden': {
    id: {
      title: 'Tidak diperbolehkan',
      detail:
        'Mohon maaf, Anda tidak diperbolehkan melakukan tindakan ini. Silakan hubungi koordinator pengaduan jika seharusnya diperbolehkan.',
    },
    en: {
      title: 'Not allowed',
      detail:
        'Sorry, you are not allowed to do this. Please contact the complaint coordinator if you think you should be.',
    },
  },
  'request.not-found': {
    id: {
      title: 'Tidak ditemukan',
      detail: 'Mohon maaf, yang Anda cari tidak kami temukan. Silakan periksa kembali alamatnya.',
    },
    en: { title: 'Not found', detail: 'Sorry, we could not find what you are looking for. Please check the address.' },
  },
  'request.conflict': {
    id: {
      title: 'Belum dapat dilakukan',
      detail:
        'Mohon maaf, tindakan ini tidak dapat dilakukan dalam keadaan sekarang. Silakan muat ulang untuk melihat langkah yang tersedia.',
    },
    en: {
      title: 'Not possible now',
      detail: 'Sorry, this is not possible at the moment. Please reload to see what you can do.',
    },
  },
  'request.stale': {
    id: {
      title: 'Versi sudah berubah',
      detail: 'Mohon maaf, data ini sudah berubah sejak Anda membacanya. Silakan muat ulang, lalu coba lagi.',
    },
    en: {
      title: 'Version has changed',
      detail: 'Sorry, this has changed since you read it. Please reload it and try again.',
    },
  },
  'request.too-large': {
    id: {
      title: 'Permintaan terlalu besar',
      detail: 'Mohon maaf, isi permintaan paling banyak 1 MB. Silakan ringkas, lalu kirim kembali.',
    },
    en: {
      title: 'Request too large',
      detail: 'Sorry, a body may have at most 1 MB. Please shorten it and send it again.',
    },
  },
  'request.path-too-long': {
    id: {
      title: 'Alamat terlalu panjang',
      detail: 'Mohon maaf, ada bagian alamat permintaan yang terlalu panjang. Silakan periksa kembali alamatnya.',
    },
    en: { title: 'Path too long', detail: 'Sorry, a part of the path is too long. Please check the address.' },
  },
  'request.too-slow': {
    id: {
      title: 'Permintaan terlalu lambat',
      detail: 'Mohon maaf, permintaan Anda tidak tiba seluruhnya sampai batas waktunya. Silakan coba lagi.',
    },
    en: {
      title: 'Request too slow',
      detail: 'Sorry, your request did not arrive in full in the time allowed. Please try again.',
    },
  },
  'request.method': {
    id: {
      title: 'Metode tidak didukung',
      detail: 'Mohon maaf, alamat ini tidak melayani metode {method}. Silakan pakai salah satu dari: {allowed}.',
    },
    en: {
      title: 'Method not allowed',
      detail: 'Sorry, this address does not serve the method {method}. Please use one of: {allowed}.',
    },
  },
  'request.media-type': {
    id: {
      title: 'Jenis isi tidak didukung',
      detail: 'Mohon maaf, isi permintaan harus berupa application/json. Silakan kirim kembali dalam bentuk itu.',
    },
    en: {
      title: 'Unsupported media type',
      detail: 'Sorry, a body must be application/json. Please send it again in that form.',
    },
  },
  'request.not-acceptable': {
    id: {
      title: 'Bentuk jawaban tidak tersedia',
      detail:
        'Mohon maaf, jawaban tidak tersedia dalam bentuk yang diminta. Silakan minta bentuk lain, misalnya application/json.',
    },
    en: {
      title: 'Not acceptable',
      detail:
        'Sorry, the answer is not available in the form asked for. Please ask for another, such as application/json.',
    },
  },
  'request.too-many': {
    id: {
      title: 'Terlalu sering',
      detail:
        'Mohon maaf, terlalu banyak percobaan. Silakan coba lagi dalam {minutes} menit, atau datang ke loket; petugas kami siap membantu.',
    },
    en: {
      title: 'Too many attempts',
      detail:
        'Sorry, there have been too many attempts. Please try again in {minutes} min, or come to a counter; our staff are glad to help.',
    },
  },
  'service.busy': {
    id: {
      title: 'Sistem sedang sibuk',
      detail: 'Mohon maaf, sistem sedang sibuk dan permintaan Anda belum diproses. Silakan coba beberapa saat lagi.',
    },
    en: {
      title: 'Busy',
      detail: 'Sorry, the system is busy and your request has not been processed. Please try again in a little while.',
    },
  },
  'service.outcome-unknown': {
    id: {
      title: 'Hasil belum pasti',
      detail:
        'Mohon maaf, belum pasti apakah permintaan Anda sudah diproses. Silakan ulangi dengan Idempotency-Key yang sama; permintaan itu tidak akan diproses dua kali.',
    },
    en: {
      title: 'Outcome unknown',
      detail:
        'Sorry, it is not certain whether your request was processed. Please repeat it with the same Idempotency-Key; it will not be processed twice.',
    },
  },
  'service.failure': {
    id: {
      title: 'Gangguan pada sistem',
      detail:
        'Mohon maaf, terjadi gangguan pada sistem kami. Silakan coba beberapa saat lagi; jika berulang, sebutkan kode {traceId} saat menghubungi kami.',
    },
    en: {
      title: 'System failure',
      detail:
        'Sorry, something went wrong on our side. Please try again in a little while; if it happens again, quote the code {traceId} when you contact us.',
    },
  },
} as const satisfies Record<string, Record<Language, ProblemText>>;

export type ProblemCode = keyof typeof problemTexts;

const known: Readonly<Record<string, Record<Language, ProblemText>>> = { ...problemTexts, ...ruleTexts };
/** Whether the catalogue has texts for a code. */
export const hasProblemText = (code: string): boolean => Object.hasOwn(known, code);

/**
 * The texts of a code, or of `fallback` if the catalogue has none. A `reason` among the facts selects its own detail.
 */
export const problemText = (
  code: string,
  fallback: ProblemCode,
  language: Language,
  facts: Readonly<Record<string, unknown>>,
): ProblemText => {
  const { title, detail } = (hasProblemText(code) ? known[code]! : problemTexts[fallback])[language];
  const text = reasonTexts[`${code} ${String(facts['reason'])}`]?.[language] ?? detail;
  return { title, detail: text.replace(/\{(\w+)\}/g, (_, name: string) => factInWords(name, facts[name], language)) };
};
