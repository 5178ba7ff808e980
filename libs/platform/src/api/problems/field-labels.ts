import type { Label } from '@tuntas/contracts';

const label = (id: string, en: string): Label => ({ id, en });

/** The labels of request fields, by name, or by `holder.name` if the label depends on the enclosing object. */
export const fieldLabels: Readonly<Record<string, Label>> = {
  act: label('Tindakan', 'Action'),
  action: label('Tindakan', 'Action'),
  address: label('Alamat', 'Address'),
  advance: label('Lama', 'Duration'),
  allegedMaladministration: label('Dugaan maladministrasi', 'Alleged maladministration'),
  attention: label('Perhatian', 'Attention'),
  attitude: label('Sikap', 'Attitude'),
  breached: label('Terlewati', 'Overdue'),
  by: label('Cara menghubungi', 'Way of contact'),
  category: label('Kategori', 'Category'),
  changedAt: label('Waktu perubahan', 'Time of the change'),
  channel: label('Saluran', 'Channel'),
  classification: label('Klasifikasi', 'Classification'),
  clock: label('Batas waktu', 'Clock'),
  code: label('Kode', 'Code'),
  compensation: label('Ganti rugi', 'Compensation'),
  complainant: label('Data pelapor', 'Complainant'),
  'complainant.name': label('Nama pelapor', 'Name of the complainant'),
  'complainant.nationalId': label('NIK pelapor', 'National identity number of the complainant'),
  'complainant.phone': label('Nomor telepon pelapor', 'Telephone number of the complainant'),
  'complainant.email': label('Alamat surel pelapor', 'E-mail address of the complainant'),
  'complainant.address': label('Alamat pelapor', 'Address of the complainant'),
  complaintId: label('Nomor pengaduan', 'Id of the complaint'),
  complete: label('Kelengkapan', 'Completeness'),
  consent: label('Persetujuan', 'Consent'),
  consentToOmbudsman: label('Persetujuan ke Ombudsman', 'Consent to the Ombudsman'),
  consumer: label('Layanan', 'Service'),
  counter: label('Loket', 'Counter'),
  cursor: label('Penunjuk halaman', 'Page cursor'),
  decision: label('Keputusan', 'Decision'),
  description: label('Uraian', 'Description'),
  dueBefore: label('Batas waktu sebelum', 'Due before'),
  dueFrom: label('Batas waktu sejak', 'Due from'),
  dueInWorkingDays: label('Tenggat jawaban', 'Working days to answer'),
  duration: label('Lama', 'Duration'),
  email: label('Alamat surel', 'E-mail address'),
  escalationLevel: label('Tingkat eskalasi', 'Escalation level'),
  eventId: label('Nomor peristiwa', 'Id of the event'),
  explanation: label('Penjelasan', 'Explanation'),
  externalId: label('Nomor rujukan luar', 'External reference'),
  externalReferences: label('Nomor rujukan luar', 'External references'),
  field: label('Isian', 'Field'),
  fields: label('Isian yang dilengkapi', 'Fields'),
  finding: label('Kesimpulan laporan', 'Finding'),
  from: label('Mulai', 'From'),
  ground: label('Alasan', 'Ground'),
  groupBy: label('Pengelompokan', 'Grouping'),
  heard: label('Merasa didengar', 'Feeling heard'),
  id: label('Nomor', 'Id'),
  incidentAt: label('Waktu kejadian', 'Time of the incident'),
  isAnonymous: label('Anonim', 'Anonymous'),
  isConfidential: label('Rahasia', 'Confidential'),
  isPublic: label('Terbuka untuk umum', 'Public'),
  jump: label('Lama', 'Duration'),
  kind: label('Jenis', 'Kind'),
  language: label('Bahasa', 'Language'),
  latitude: label('Lintang', 'Latitude'),
  length: label('Lama', 'Length'),
  level: label('Tingkat', 'Level'),
  limit: label('Banyaknya per halaman', 'Page size'),
  location: label('Lokasi', 'Location'),
  lodgedFrom: label('Diterima sejak', 'Lodged from'),
  lodgedTo: label('Diterima sebelum', 'Lodged before'),
  longitude: label('Bujur', 'Longitude'),
  maladministration: label('Jenis maladministrasi', 'Maladministration'),
  missing: label('Yang belum lengkap', 'What is missing'),
  name: label('Nama', 'Name'),
  nationalId: label('NIK', 'National identity number'),
  note: label('Catatan', 'Note'),
  notice: label('Pemberitahuan', 'Notice'),
  office: label('Instansi', 'Office'),
  officeHint: label('Usulan instansi', 'Suggested office'),
  officer: label('Petugas', 'Officer'),
  documentSeen: label('Dokumen yang diperlihatkan', 'Document that was shown'),
  roles: label('Daftar peran', 'List of roles'),
  onBehalf: label('Kehadiran pelapor', 'Presence of the complainant'),
  openedFrom: label('Dibuka sejak', 'Opened from'),
  pauses: label('Jeda', 'Pauses'),
  phone: label('Nomor telepon', 'Telephone number'),
  q: label('Kata yang dicari', 'Search words'),
  quarter: label('Triwulan', 'Quarter'),
  question: label('Pertanyaan', 'Question'),
  raisedFrom: label('Dinaikkan sejak', 'Raised from'),
  raisedTo: label('Dinaikkan sebelum', 'Raised before'),
  rate: label('Laju waktu', 'Speed of time'),
  rating: label('Penilaian', 'Rating'),
  reason: label('Alasan', 'Reason'),
  reasonCode: label('Alasan pengarsipan', 'Reason for archiving'),
  region: label('Wilayah', 'Region'),
  regionCode: label('Kode wilayah', 'Region code'),
  remedy: label('Langkah lain yang dapat ditempuh', 'What else can be done'),
  representative: label('Data kuasa atau pendamping', 'Representative'),
  'representative.name': label('Nama kuasa atau pendamping', 'Name of the representative'),
  'representative.nationalId': label('NIK kuasa atau pendamping', 'National identity number of the representative'),
  'representative.phone': label('Nomor telepon kuasa atau pendamping', 'Telephone number of the representative'),
  'representative.email': label('Alamat surel kuasa atau pendamping', 'E-mail address of the representative'),
  'representative.address': label('Alamat kuasa atau pendamping', 'Address of the representative'),
  requestedSettlement: label('Yang Anda harapkan', 'What you hope for'),
  role: label('Peran', 'Role'),
  set: label('Waktu', 'Time'),
  sort: label('Urutan', 'Order'),
  stage: label('Tahap', 'Stage'),
  runsFor: label('Pemilik batas waktu', 'Whose clock'),
  startedAt: label('Waktu mulai', 'Start'),
  status: label('Status', 'Status'),
  subject: label('Perihal', 'Subject'),
  system: label('Nama sistem', 'System'),
  targetMissing: label('Tanpa penerima', 'Without a recipient'),
  text: label('Teks', 'Text'),
  ticket: label('Nomor tiket', 'Ticket number'),
  to: label('Tujuan atau batas akhir', 'Destination or end'),
  toOffice: label('Instansi tujuan', 'Destination office'),
  'pauses.to': label('Akhir jeda', 'End of the pause'),
  'pauses.from': label('Awal jeda', 'Start of the pause'),
  updatedSince: label('Berubah sejak', 'Changed since'),
  vulnerableGroups: label('Kelompok rentan', 'Vulnerable groups'),
  warned: label('Persentase peringatan', 'Warning percentage'),
};

const body: Label = label('Isi permintaan', 'The request');
const index = /^\d{1,9}$/;

/** The label of the field of a fault, with the position if it is in a list. */
export const fieldLabel = (path: readonly PropertyKey[]): Label => {
  const names = path.map(String).filter(name => !index.test(name));
  const [holder, name] = [names.at(-2), names.at(-1)];
  if (name === undefined) return body;
  const known =
    holder !== undefined && Object.hasOwn(fieldLabels, `${holder}.${name}`)
      ? fieldLabels[`${holder}.${name}`]!
      : Object.hasOwn(fieldLabels, name)
        ? fieldLabels[name]!
        : label(splitWords(name), splitWords(name));
  const last = String(path.at(-1));
  return index.test(last)
    ? label(`${known.id} nomor ${Number(last) + 1}`, `${known.en}, item ${Number(last) + 1}`)
    : known;
};

/** Splits a field name without a label into words. */
const splitWords = (name: string): string => {
  const words = name
    .slice(0, 80)
    .replace(/([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
