import type { z } from 'zod';
import { vocabularies, type Label } from '@tuntas/contracts';
import { fieldLabel, fieldLabels } from './field-labels.js';
import type { Language } from '../locale.js';
import { roleLabels } from '../role-labels.js';

type Issue = z.core.$ZodIssue;
const label = (id: string, en: string): Label => ({ id, en });
const required = label('wajib diisi', 'is required');

/**
 * The texts of the application's own checks, by the code that a check sets as its message. For a custom check this is
 * also the fault code; for other checks, such as a pattern, it only selects the text. `{field}` is replaced by the
 * label of the field.
 */
export const ownFaultTexts: Readonly<Record<string, Label>> = {
  category_known: label(
    'Kategori pengaduan ini sudah ditetapkan, jadi tidak diganti lewat kelengkapan. Mohon tuliskan usul perubahannya dalam catatan.',
    'The complaint already has a category, which a completion does not replace. Please suggest another one in the note.',
  ),
  change_before_start: label(
    '{field} tidak boleh lebih awal daripada waktu mulai.',
    '{field} must not be earlier than the start.',
  ),
  complainant_missing: label(
    'Kuasa atau pendamping hanya dapat dicatat bersama pelapornya. Mohon isi data pelapor.',
    'A representative can only be kept together with the complainant. Please give the complainant.',
  ),
  coordinate_missing: label(
    '{field} wajib diisi: lintang dan bujur selalu berdua.',
    '{field} is required: latitude and longitude go together.',
  ),
  incident_ahead: label(
    '{field} tidak boleh lebih dari satu hari di depan.',
    '{field} must not be more than one day ahead.',
  ),
  instant_out_of_range: label(
    '{field} harus berada dalam tahun 1900 sampai 2199.',
    '{field} must lie in the years 1900 to 2199.',
  ),
  types_missing: label(
    '{field} yang ditemukan wajib disebutkan, setidaknya satu.',
    '{field} that was found must be named, at least one type.',
  ),
  complainant_required: label(
    'Mohon isi data pelapor, atau pilih pengaduan anonim.',
    'Please give the complainant, or choose an anonymous complaint.',
  ),
  types_without_finding: label(
    'Jenis maladministrasi hanya diisi jika laporan menyatakan ditemukan maladministrasi.',
    'Types of maladministration are only given where the report finds maladministration.',
  ),
  cursor_unreadable: label(
    '{field} tidak terbaca. Silakan mulai lagi dari halaman pertama.',
    '{field} cannot be read. Please start again from the first page.',
  ),
  cursor_of_another_order: label(
    '{field} berasal dari urutan lain. Silakan mulai lagi dari halaman pertama.',
    '{field} belongs to another order. Please start again from the first page.',
  ),
  ends_before_it_begins: label(
    '{field} tidak boleh lebih awal daripada awalnya.',
    '{field} must not be earlier than its start.',
  ),
  duration_unreadable: label(
    '{field} harus seperti P14D atau PT2H30M, paling lama sepuluh tahun.',
    '{field} must be like P14D or PT2H30M, ten years at most.',
  ),
  moment: label(
    '{field} harus berupa tanggal seperti 2026-03-17 atau waktu seperti 2026-03-17T09:00:00+08:00.',
    '{field} must be a date like 2026-03-17 or a time like 2026-03-17T09:00:00+08:00.',
  ),
  national_id: label('{field} harus terdiri atas 16 angka.', '{field} must have 16 digits.'),
  phone: label(
    '{field} tidak terbaca. Mohon tulis seperti 0812-3456-7890.',
    '{field} cannot be read. Please write it like 0812-3456-7890.',
  ),
  officer_reference: label(
    '{field} harus berupa kode petugas: paling banyak 100 huruf, angka, titik, garis bawah, titik dua, atau tanda hubung.',
    '{field} must be the reference of an officer: up to 100 letters, digits, dots, underscores, colons or hyphens.',
  ),
  office_code: label(
    '{field} harus berupa kode instansi, seperti PUPR.',
    '{field} must be the code of an office, such as PUPR.',
  ),
  quarter: label('{field} harus seperti 2026-Q1.', '{field} must be like 2026-Q1.'),
};

const lists = {
  office: label('instansi', 'offices'),
  category: label('kategori', 'categories'),
  region: label('wilayah', 'regions'),
  counter: label('loket', 'counters'),
};
const tables: Readonly<Record<string, Label>> = {
  offices: lists.office,
  categories: lists.category,
  regions: lists.region,
  counters: lists.counter,
};

/** A zod issue of one of the application's own checks, for `check` and `transform`. */
export const customIssue = (code: string, input: unknown, path: readonly PropertyKey[] = []) =>
  ({ code: 'custom', message: code, input, path: [...path] }) satisfies z.core.$ZodRawIssue;

/** The text of a domain fault with one of these codes. @param pointer JSON pointer of the field */
export const ownFaultText = (code: string, pointer: string, language: Language): string =>
  ownFaultTexts[code]![language].replace('{field}', fieldLabel(pointer.split('/').slice(1))[language]);

/** The text of a code that is not in the reference data. */
export const unknownCodeText = (table: string, code: string, language: Language): string => {
  const name = tables[table]?.[language] ?? table;
  return language === 'id'
    ? `Kode ${code} tidak ada dalam daftar ${name}.`
    : `The code ${code} is not in the list of ${name}.`;
};

/** The text of a missing field. @param pointer JSON pointer of the field */
export const requiredText = (pointer: string, language: Language): string =>
  `${fieldLabel(pointer.split('/').slice(1))[language]} ${required[language]}.`;

/** The text of an unknown field. @param name the name as given in the request */
export const unknownFieldText = (name: string, language: Language): string =>
  language === 'id' ? `Isian ${name} tidak dikenal di sini.` : `The field ${name} is not known here.`;

/** The code of a fault: `required` for a missing field, the own code of a custom check, otherwise the kind of issue. */
export const faultCode = (issue: Issue): string =>
  issue.input === undefined && issue.code !== 'custom'
    ? 'required'
    : issue.code === 'custom' && Object.hasOwn(ownFaultTexts, issue.message)
      ? issue.message
      : issue.code;

/** The permitted values of an enumeration; empty for other issues. */
export const allowedBy = (issue: Issue): { readonly allowed?: string[] } => {
  const values = issue.code === 'invalid_value' ? issue.values : optionsOf(issue);
  return values ? { allowed: values.map(String) } : {};
};
/** The permitted values of the discriminator of a union. */
const optionsOf = (issue: Issue): readonly unknown[] | undefined =>
  issue.code === 'invalid_union' &&
  issue.discriminator !== undefined &&
  'options' in issue &&
  Array.isArray(issue.options)
    ? issue.options
    : undefined;

/** The text of a fault: a sentence about the field. */
export const faultText = (issue: Issue, language: Language): string => {
  const field = fieldLabel(issue.path)[language];
  if (Object.hasOwn(ownFaultTexts, issue.message))
    return ownFaultTexts[issue.message]![language].replace('{field}', field);
  const inner = nearest(issue);
  return inner
    ? faultText({ ...inner, path: [...issue.path, ...inner.path] }, language)
    : `${field} ${predicate(issue)[language]}.`;
};

/** The issue of the closest branch of a union that does not match. */
const nearest = (issue: Issue): Issue | undefined => {
  if (issue.code !== 'invalid_union' || issue.input === undefined) return undefined;
  const [closest] = [...issue.errors].sort((a, b) => a.length - b.length);
  const worst = closest?.find(({ code }) => code !== 'unrecognized_keys');
  return worst && worst.path.length > 0 ? worst : undefined;
};

/** The predicate of the sentence: what the value must be. */
const predicate = (issue: Issue): Label => {
  if (issue.input === undefined && issue.code !== 'custom') return required;
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? unfit;
    case 'invalid_format':
      return (
        formats[issue.format] ?? label('belum ditulis dengan bentuk yang tepat', 'is not written in the right form')
      );
    case 'too_small':
      return bound(issue.origin, Number(issue.minimum), 'least', issue.inclusive);
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), 'most', issue.inclusive);
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return optionsOf(issue) ? oneOf(optionsOf(issue)!) : either(issue.errors);
    default:
      return unfit;
  }
};

const unfit = label('belum sesuai', 'is not as it should be');

const types: Readonly<Record<string, Label>> = {
  string: label('harus berupa teks', 'must be text'),
  number: label('harus berupa angka', 'must be a number'),
  int: label('harus berupa bilangan bulat', 'must be a whole number'),
  boolean: label('harus dijawab ya (true) atau tidak (false)', 'must be yes (true) or no (false)'),
  array: label('harus berupa daftar', 'must be a list'),
  object: label('harus berisi beberapa isian', 'must hold fields of its own'),
  record: label('harus berisi beberapa isian', 'must hold fields of its own'),
};
const formats: Readonly<Record<string, Label>> = {
  datetime: label(
    'harus berupa waktu seperti 2026-03-17T09:00:00+08:00',
    'must be a time like 2026-03-17T09:00:00+08:00',
  ),
  date: label('harus berupa tanggal seperti 2026-03-17', 'must be a date like 2026-03-17'),
  email: label('harus berupa alamat surel seperti nama@contoh.id', 'must be an e-mail address like name@example.org'),
  uuid: label(
    'harus berupa UUID seperti 019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b58',
    'must be a UUID like 019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b58',
  ),
  guid: label(
    'harus berupa UUID seperti 019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b58',
    'must be a UUID like 019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b58',
  ),
};

const bound = (origin: string, limit: number, end: 'least' | 'most', inclusive = true): Label => {
  const few = end === 'least';
  if (origin === 'string' || origin === 'array' || origin === 'set') {
    if (few && limit <= 1) return label('wajib diisi', 'must not be empty');
    const [idUnit, enUnit] = origin === 'string' ? ['karakter', 'characters'] : ['butir', 'items'];
    const [idSize, enSize] = [limit.toLocaleString('id-ID'), limit.toLocaleString('en-GB')];
    return few
      ? label(`harus berisi paling sedikit ${idSize} ${idUnit}`, `must have at least ${enSize} ${enUnit}`)
      : label(`paling banyak berisi ${idSize} ${idUnit}`, `must have at most ${enSize} ${enUnit}`);
  }
  if (!inclusive)
    return few
      ? label(`harus lebih dari ${limit}`, `must be more than ${limit}`)
      : label(`harus kurang dari ${limit}`, `must be less than ${limit}`);
  return few
    ? label(`paling kecil ${limit}`, `must be ${limit} or more`)
    : label(`paling besar ${limit}`, `must be ${limit} or less`);
};

/** Lists the permitted values by their labels, from the vocabulary that has them all. */
const oneOf = (values: readonly unknown[]): Label => {
  const words = values.map(String);
  if (values.length === 1 && values[0] === true) return label('harus dinyatakan ya (true)', 'must be yes (true)');
  const vocabulary = all.find(each => words.every(word => Object.hasOwn(each, word)));
  const names = (language: Language): string => words.map(word => vocabulary?.[word]![language] ?? word).join(', ');
  return values.length === 1
    ? label(`harus berisi ${names('id')}`, `must be ${names('en')}`)
    : label(`harus salah satu dari: ${names('id')}`, `must be one of: ${names('en')}`);
};

/** The field labels as a vocabulary, by path such as `complainant.name`. */
const fieldsByPath = (): Readonly<Record<string, Label>> => ({
  ...fieldLabels,
  ...Object.fromEntries(
    ['regionCode', 'latitude', 'longitude', 'address'].map(name => [`location.${name}`, fieldLabels[name]!]),
  ),
});
const all: readonly Readonly<Record<string, Label>>[] = [...Object.values(vocabularies), roleLabels, fieldsByPath()];

/** The predicate of a union: the requirements of each branch that concern the value itself. */
const either = (branches: readonly (readonly Issue[])[]): Label => {
  const wants = branches.flatMap(([first, ...more]) =>
    first && more.length === 0 && first.path.length === 0 ? [predicate(first)] : [],
  );
  if (wants.length === 0) return unfit;
  const joined = (language: Language, or: string): string =>
    [...new Set(wants.map(want => want[language]))].join(` ${or} `);
  return label(joined('id', 'atau'), joined('en', 'or'));
};
