import type { Language } from './locale.js';
import { ruleTexts, type ProblemText } from './rule-texts.js';

/**
 * The problems of access, requests and the service itself; those of the domain are in `rule-texts.ts`. A new code is a new
 * entry; `{name}` in a detail is replaced by the fact of that name. The `request.*` codes also serve for a code that has no
 * texts, by the kind of refusal.
 */
export const problemTexts = {
  'access.token-required': {
    id: { title: 'Perlu masuk', detail: 'Permintaan ini memerlukan token akses yang sah.' },
    en: { title: 'Sign-in required', detail: 'This request needs a valid access token.' },
  },
  'access.token-invalid': {
    id: { title: 'Token tidak sah', detail: 'Token akses tidak sah atau sudah kedaluwarsa.' },
    en: { title: 'Invalid token', detail: 'The access token is not valid or has expired.' },
  },
  'access.role-required': {
    id: { title: 'Tidak berwenang', detail: 'Peran Anda tidak berwenang melakukan tindakan ini.' },
    en: { title: 'Not allowed', detail: 'Your role does not allow this action.' },
  },
  'access.issuer-unavailable': {
    id: { title: 'Layanan masuk tidak terjangkau', detail: 'Token belum dapat diperiksa. Silakan coba lagi sebentar lagi.' },
    en: { title: 'Sign-in service unreachable', detail: 'The token cannot be checked at the moment. Please try again shortly.' },
  },
  'request.malformed': {
    id: { title: 'Permintaan tidak terbaca', detail: 'Bentuk permintaan tidak dapat dibaca.' },
    en: { title: 'Malformed request', detail: 'The request cannot be read.' },
  },
  'request.malformed-json': {
    id: { title: 'JSON tidak terbaca', detail: 'Isi permintaan bukan JSON yang sah dalam UTF-8.' },
    en: { title: 'Malformed JSON', detail: 'The body is not valid JSON in UTF-8.' },
  },
  'request.too-deep': {
    id: { title: 'JSON terlalu bertingkat', detail: 'Isi permintaan bersarang lebih dalam daripada {limit} tingkat.' },
    en: { title: 'JSON too deep', detail: 'The body is nested deeper than {limit} levels.' },
  },
  'request.forbidden-key': {
    id: { title: 'Nama kolom terlarang', detail: 'Isi permintaan memakai nama kolom yang tidak diperbolehkan.' },
    en: { title: 'Forbidden key', detail: 'The body uses a key that is not allowed.' },
  },
  'request.idempotency-key': {
    id: { title: 'Idempotency-Key keliru', detail: 'Idempotency-Key harus terdiri atas 1 sampai 255 karakter ASCII yang tercetak.' },
    en: { title: 'Bad Idempotency-Key', detail: 'Idempotency-Key must have 1 to 255 printable ASCII characters.' },
  },
  'idempotency.other-body': {
    id: { title: 'Idempotency-Key sudah dipakai', detail: 'Idempotency-Key ini sudah dipakai untuk permintaan dengan isi lain.' },
    en: { title: 'Idempotency-Key already used', detail: 'This Idempotency-Key was already used with another body.' },
  },
  'idempotency.still-running': {
    id: { title: 'Masih diproses', detail: 'Permintaan pertama dengan Idempotency-Key ini masih diproses. Silakan coba lagi.' },
    en: { title: 'Still running', detail: 'The first request with this Idempotency-Key is still being worked on. Please try again.' },
  },
  'request.if-match': {
    id: { title: 'If-Match keliru', detail: 'If-Match harus berisi satu versi dalam tanda petik, atau tanda bintang.' },
    en: { title: 'Bad If-Match', detail: 'If-Match must hold one quoted version, or an asterisk.' },
  },
  'request.invalid': {
    id: { title: 'Isian tidak sah', detail: 'Sebagian isian tidak sesuai. Lihat daftar kesalahan.' },
    en: { title: 'Invalid request', detail: 'Some values are not as they should be. See the list of errors.' },
  },
  'request.forbidden': {
    id: { title: 'Tidak diperbolehkan', detail: 'Anda tidak diperbolehkan melakukan tindakan ini.' },
    en: { title: 'Forbidden', detail: 'You may not do this.' },
  },
  'request.not-found': {
    id: { title: 'Tidak ditemukan', detail: 'Yang Anda cari tidak ditemukan.' },
    en: { title: 'Not found', detail: 'What you are looking for was not found.' },
  },
  'request.conflict': {
    id: { title: 'Bertentangan dengan keadaan', detail: 'Tindakan ini tidak dapat dilakukan dalam keadaan sekarang.' },
    en: { title: 'Conflict', detail: 'This action is not possible in the present state.' },
  },
  'request.stale': {
    id: { title: 'Versi sudah berubah', detail: 'Data telah berubah sejak Anda membacanya. Muat ulang lalu coba lagi.' },
    en: { title: 'Version has changed', detail: 'It has changed since you read it. Read it again and retry.' },
  },
  'request.too-large': {
    id: { title: 'Permintaan terlalu besar', detail: 'Isi permintaan paling banyak 1 MB.' },
    en: { title: 'Request too large', detail: 'A body may have at most 1 MB.' },
  },
  'request.path-too-long': {
    id: { title: 'Alamat terlalu panjang', detail: 'Bagian alamat permintaan terlalu panjang.' },
    en: { title: 'Path too long', detail: 'A part of the path is too long.' },
  },
  'request.media-type': {
    id: { title: 'Jenis isi tidak didukung', detail: 'Isi permintaan harus berupa application/json.' },
    en: { title: 'Unsupported media type', detail: 'A body must be application/json.' },
  },
  'request.not-acceptable': {
    id: { title: 'Bentuk jawaban tidak tersedia', detail: 'Jawaban tidak tersedia dalam bentuk yang diminta.' },
    en: { title: 'Not acceptable', detail: 'The answer is not available in the form asked for.' },
  },
  'request.too-many': {
    id: { title: 'Terlalu sering', detail: 'Terlalu banyak percobaan. Silakan coba lagi nanti.' },
    en: { title: 'Too many requests', detail: 'Too many attempts. Please try again later.' },
  },
  'service.busy': {
    id: { title: 'Sistem sedang sibuk', detail: 'Permintaan belum diproses. Silakan coba lagi sebentar lagi.' },
    en: { title: 'Busy', detail: 'The request was not carried out. Please try again shortly.' },
  },
  'service.outcome-unknown': {
    id: { title: 'Hasil belum pasti', detail: 'Belum pasti apakah permintaan sudah diproses. Ulangi dengan Idempotency-Key yang sama.' },
    en: { title: 'Outcome unknown', detail: 'It is not certain whether the request was carried out. Repeat it with the same Idempotency-Key.' },
  },
  'service.failure': {
    id: { title: 'Kesalahan sistem', detail: 'Terjadi kesalahan pada sistem. Sebutkan traceId saat melapor.' },
    en: { title: 'System failure', detail: 'Something failed on our side. Quote the traceId when you report it.' },
  },
} as const satisfies Record<string, Record<Language, ProblemText>>;

export type ProblemCode = keyof typeof problemTexts;

const known: Readonly<Record<string, Record<Language, ProblemText>>> = { ...problemTexts, ...ruleTexts };
/** Whether a code has texts of its own. */
export const hasProblemText = (code: string): boolean => Object.hasOwn(known, code);

/** The texts of a code, or of `fallback` where the catalogue does not know it. */
export const problemText = (code: string, fallback: ProblemCode, language: Language, facts: Readonly<Record<string, unknown>>): ProblemText => {
  const text = (hasProblemText(code) ? known[code]! : problemTexts[fallback])[language];
  return { title: text.title, detail: text.detail.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '')) };
};
