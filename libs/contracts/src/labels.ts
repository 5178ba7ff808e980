import { messageKindLabels } from './complaint-life.js';
import type {
  AdmissibilityCheck,
  ArchiveReason,
  CaseStage,
  Channel,
  Classification,
  ClockHolder,
  ClockName,
  ClockStatus,
  ContactKind,
  DecisionOnComplaint,
  EscalationEnd,
  EscalationStatus,
  EscalationTarget,
  ExaminationFinding,
  IdentityDocument,
  InadmissibilityGround,
  Maladministration,
  MessageChannel,
  MessageLanguage,
  MessageStatus,
  NoticeKind,
  Outcome,
  Status,
  VulnerableGroup,
} from './words.js';

/** The display name of a code, in Indonesian and English. */
export interface Label {
  readonly id: string;
  readonly en: string;
}
type Labels<Word extends string> = Readonly<Record<Word, Label>>;

const label = (id: string, en: string): Label => ({ id, en });

/** Labels for staff and lists. The citizen's tracking page has its own texts. */
export const statusLabels: Labels<Status> = {
  received: label('Diterima', 'Received'),
  awaiting_completion: label('Menunggu kelengkapan dari pelapor', 'Waiting for information from the complainant'),
  assigned: label('Diteruskan ke instansi', 'With the responsible office'),
  in_progress: label('Sedang ditangani', 'Being worked on'),
  awaiting_complainant: label('Menunggu jawaban pelapor', `Waiting for the complainant's answer`),
  resolved: label('Sudah diputuskan', 'Decided'),
  closed: label('Ditutup', 'Closed'),
  archived: label('Diarsipkan', 'Archived'),
};
export const outcomeLabels: Labels<Outcome> = {
  confirmed: label('Pelapor menyatakan selesai', 'Confirmed by the complainant'),
  closed_by_silence: label('Ditutup tanpa tanggapan pelapor', 'Closed without a reply'),
  withdrawn: label('Dicabut pelapor', 'Withdrawn'),
  deemed_withdrawn: label('Dianggap dicabut', 'Deemed withdrawn'),
  heard: label('Pelapor merasa didengar', 'The complainant feels heard'),
  referred_out: label('Dirujuk ke lembaga lain', 'Referred to another organisation'),
  contested: label('Pelapor tetap keberatan', 'Closed over an objection'),
};
export const classificationLabels: Labels<Classification> = {
  information_request: label('Permintaan informasi', 'Information request'),
  aspiration: label('Aspirasi', 'Suggestion'),
  ordinary_complaint: label('Pengaduan tidak berkadar pengawasan', 'Ordinary complaint'),
  supervisory_complaint: label('Pengaduan berkadar pengawasan', 'Supervisory complaint'),
};
export const channelLabels: Labels<Channel> = {
  counter: label('Loket', 'Counter'),
  web: label('Situs web', 'Website'),
  app: label('Aplikasi', 'App'),
  sms: label('SMS', 'SMS'),
  whatsapp: label('WhatsApp', 'WhatsApp'),
  email: label('Surel', 'E-mail'),
  letter: label('Surat', 'Letter'),
  phone: label('Telepon', 'Telephone'),
  outreach: label('Jemput bola', 'Outreach visit'),
  open311: label('Open311', 'Open311'),
  partner: label('Layanan mitra', 'Partner service'),
};
export const vulnerableGroupLabels: Labels<VulnerableGroup> = {
  elderly: label('Lanjut usia', 'Elderly'),
  disability: label('Penyandang disabilitas', 'Person with a disability'),
  pregnant_or_nursing: label('Ibu hamil atau menyusui', 'Pregnant or nursing'),
  child: label('Anak', 'Child'),
  poor: label('Keluarga kurang mampu', 'Low income'),
  disaster_victim: label('Korban bencana', 'Disaster victim'),
  remote_area: label('Warga daerah terpencil', 'Resident of a remote area'),
};
/** Names as in Peraturan Ombudsman 48/2020. */
export const maladministrationLabels: Labels<Maladministration> = {
  undue_delay: label('Penundaan berlarut', 'Undue delay'),
  no_service: label('Tidak memberikan pelayanan', 'Service not given'),
  incompetence: label('Tidak kompeten', 'Incompetence'),
  abuse_of_power: label('Penyalahgunaan wewenang', 'Abuse of power'),
  procedural_deviation: label('Penyimpangan prosedur', 'Departure from procedure'),
  demand_for_payment: label('Permintaan imbalan', 'Demand for payment'),
  impropriety: label('Tidak patut', 'Improper conduct'),
  partiality: label('Berpihak', 'Partiality'),
  discrimination: label('Diskriminasi', 'Discrimination'),
  conflict_of_interest: label('Konflik kepentingan', 'Conflict of interest'),
  unlawful_act: label('Perbuatan melawan hukum', 'Unlawful act'),
  neglect_of_duty: label('Pengabaian kewajiban hukum', 'Neglect of legal duty'),
};
export const decisionLabels: Labels<DecisionOnComplaint> = {
  granted: label('Dipenuhi', 'Granted'),
  partly_granted: label('Dipenuhi sebagian', 'Granted in part'),
  denied: label('Tidak dapat dipenuhi', 'Denied'),
  explained: label('Dijelaskan', 'Explained'),
};
export const archiveReasonLabels: Labels<ArchiveReason> = {
  not_public_service: label('Bukan urusan pelayanan publik', 'Not a matter of public service'),
  before_court: label('Sedang diperiksa pengadilan', 'Before a court'),
  already_settled: label('Sudah diselesaikan', 'Already resolved'),
  no_substance: label('Pokok aduan tidak jelas', 'No identifiable matter'),
  spam: label('Laporan iseng atau promosi', 'Spam'),
};
export const contactKindLabels: Labels<ContactKind> = {
  phone: label('Telepon', 'Telephone'),
  visit: label('Kunjungan', 'Visit'),
  counter: label('Pertemuan di loket', 'Meeting at a counter'),
  message: label('Pesan', 'Message'),
};
export const clockLabels: Labels<ClockName> = {
  verification: label('Verifikasi', 'Verification'),
  completeness_reply: label('Pemberitahuan kelengkapan', 'Reply on completeness'),
  completion: label('Kelengkapan dari pelapor', 'Information from the complainant'),
  human_contact: label('Kontak pertama', 'First contact'),
  first_response: label('Tanggapan pertama', 'First response'),
  resolution: label('Penyelesaian', 'Resolution'),
  decision: label('Keputusan', 'Decision'),
  complainant_answer: label('Jawaban pelapor', `Complainant's answer`),
  complainant_reply: label('Tanggapan pelapor', `Complainant's reply`),
  reopening: label('Permintaan dibuka kembali', 'Request to reopen'),
  ladder: label('Kenaikan ke tingkat berikutnya', 'Next level'),
};
export const clockStatusLabels: Labels<ClockStatus> = {
  running: label('Berjalan', 'Running'),
  paused: label('Dijeda', 'Paused'),
  met: label('Tepat waktu', 'Met'),
  breached: label('Terlewati', 'Missed'),
  lapsed: label('Sudah lewat', 'Passed'),
  cancelled: label('Tidak berlaku lagi', 'Cancelled'),
};
export const escalationStatusLabels: Labels<EscalationStatus> = {
  open: label('Terbuka', 'Open'),
  acknowledged: label('Sudah diketahui', 'Acknowledged'),
  ended: label('Berakhir', 'Ended'),
};
export const escalationTargetLabels: Labels<EscalationTarget> = {
  office_head: label('Kepala instansi', 'Head of the office'),
  coordinator: label('Koordinator kota', 'City coordinator'),
  inspectorate: label('Inspektorat Daerah', 'Inspectorate'),
  ombudsman: label('Ombudsman', 'Ombudsman'),
};
export const escalationEndLabels: Labels<EscalationEnd> = {
  duty_met: label('Yang ditunggu sudah dilakukan', 'The duty was met'),
  resolved: label('Keputusan sudah diberikan', 'A decision was made'),
  withdrawn: label('Pengaduan dicabut', 'The complaint was withdrawn'),
  archived: label('Pengaduan diarsipkan', 'The complaint was archived'),
  closed: label('Pengaduan ditutup', 'The complaint was closed'),
  referred_out: label('Pengaduan dirujuk ke luar', 'The complaint was referred to another organisation'),
  new_cycle: label('Pengaduan dibuka kembali', 'The complaint was reopened'),
  transferred: label('Pengaduan dialihkan', 'The complaint was transferred'),
  case_closed: label('Pemeriksaan Ombudsman selesai', 'The Ombudsman has finished'),
};
/** Names as in Peraturan Ombudsman 58/2023. */
export const caseStageLabels: Labels<CaseStage> = {
  intake_formal: label('Verifikasi formil', 'Formal verification'),
  intake_material: label('Verifikasi materiil', 'Material verification'),
  rapid_response: label('Respons cepat', 'Rapid response'),
  examination: label('Pemeriksaan', 'Examination'),
  report: label('Laporan hasil pemeriksaan', 'Examination report'),
  resolution_monitoring: label('Resolusi dan monitoring', 'Resolution and monitoring'),
  recommendation: label('Rekomendasi', 'Recommendation'),
  closed: label('Ditutup', 'Closed'),
  not_admissible: label('Tidak dapat diterima', 'Not admissible'),
  deemed_withdrawn: label('Dianggap dicabut', 'Deemed withdrawn'),
  withdrawn: label('Dicabut', 'Withdrawn'),
};
export const inadmissibilityLabels: Labels<InadmissibilityGround> = {
  agency_not_asked_first: label('Instansi belum dimintai penyelesaian lebih dahulu', 'The office was not asked first'),
  agency_still_in_time: label('Instansi masih dalam batas waktunya', 'The office is still within its time'),
  already_settled: label('Sudah diselesaikan', 'Already resolved'),
  settled_by_mediation: label('Sudah disepakati dalam mediasi', 'Agreed in mediation'),
  before_court: label('Sedang atau sudah diperiksa pengadilan', 'Before a court'),
  event_too_old: label('Peristiwanya sudah lewat dua tahun', 'More than two years ago'),
  identity_missing: label('Identitas pelapor belum ada', 'The complainant is not identified'),
  outside_authority: label('Di luar wewenang Ombudsman', `Outside the Ombudsman's authority`),
  no_maladministration: label('Bukan maladministrasi', 'No maladministration'),
};
export const findingLabels: Labels<ExaminationFinding> = {
  maladministration_found: label('Ditemukan maladministrasi', 'Maladministration found'),
  maladministration_not_found: label('Tidak ditemukan maladministrasi', 'No maladministration found'),
  stopped: label('Pemeriksaan dihentikan', 'Examination stopped'),
};
export const admissibilityLabels: Labels<AdmissibilityCheck> = {
  agency_asked_first: label('Instansi sudah dimintai penyelesaian lebih dahulu', 'The office was asked first'),
  event_within_two_years: label('Peristiwa belum lewat dua tahun', 'Not more than two years ago'),
  not_before_court: label('Tidak sedang diperiksa pengadilan', 'Not before a court'),
  not_already_settled: label('Belum diselesaikan', 'Not resolved yet'),
  identity_known_or_confidential: label('Identitas diketahui atau dirahasiakan', 'Identity known or confidential'),
};
export const identityDocumentLabels: Labels<IdentityDocument> = {
  ktp: label('KTP', 'KTP identity card'),
  kk: label('Kartu Keluarga', 'KK family card'),
  sim: label('SIM', 'SIM driving licence'),
  passport: label('Paspor', 'Passport'),
  power_of_attorney: label('Surat kuasa', 'Power of attorney'),
  other: label('Dokumen lain', 'Another document'),
};
/** The services with their labels. */
export const serviceLabels = {
  intake: label('Penerimaan', 'Intake'),
  routing: label('Penerusan', 'Routing'),
  casework: label('Penanganan', 'Casework'),
  sla: label('Batas waktu', 'Deadlines'),
  escalation: label('Eskalasi', 'Escalation'),
  ombudsman: label('Ombudsman', 'Ombudsman'),
  audit: label('Audit', 'Audit'),
  queries: label('Pembacaan', 'Queries'),
} as const satisfies Labels<string>;
export type Service = keyof typeof serviceLabels;
export const services = Object.keys(serviceLabels) as [Service, ...Service[]];

export const clockHolderLabels: Labels<ClockHolder> = {
  office: label('Instansi', 'Office'),
  coordinator: label('Koordinator', 'Coordinator'),
  citizen: label('Pelapor', 'Complainant'),
  ladder: label('Jenjang eskalasi', 'Ladder'),
};
export const noticeKindLabels: Labels<NoticeKind> = {
  settled_late: label('Keputusan sudah diberikan', 'A decision was made'),
  withdrawn: label('Pengaduan dicabut', 'The complaint was withdrawn'),
  reopened: label('Pengaduan dibuka kembali', 'The complaint was reopened'),
  referred_again: label('Pengaduan dirujuk lagi', 'The complaint was referred again'),
};
export const messageChannelLabels: Labels<MessageChannel> = {
  email: label('Surel', 'E-mail'),
  sms: label('SMS', 'SMS'),
  print: label('Kertas', 'Paper'),
};
export const messageStatusLabels: Labels<MessageStatus> = {
  pending: label('Menunggu', 'Pending'),
  delivered: label('Terkirim', 'Delivered'),
  handed_over: label('Sudah diserahkan', 'Handed over'),
  failed: label('Gagal', 'Failed'),
};
export const languageLabels: Labels<MessageLanguage> = {
  id: label('bahasa Indonesia (id)', 'Indonesian (id)'),
  en: label('bahasa Inggris (en)', 'English (en)'),
};

/** The labels of all vocabularies, by vocabulary name. */
export const vocabularies = {
  status: statusLabels,
  outcome: outcomeLabels,
  classification: classificationLabels,
  channel: channelLabels,
  vulnerableGroup: vulnerableGroupLabels,
  maladministration: maladministrationLabels,
  decision: decisionLabels,
  archiveReason: archiveReasonLabels,
  contactKind: contactKindLabels,
  clock: clockLabels,
  clockStatus: clockStatusLabels,
  escalationStatus: escalationStatusLabels,
  escalationTarget: escalationTargetLabels,
  escalationEnd: escalationEndLabels,
  caseStage: caseStageLabels,
  inadmissibilityGround: inadmissibilityLabels,
  examinationFinding: findingLabels,
  admissibilityCheck: admissibilityLabels,
  service: serviceLabels,
  identityDocument: identityDocumentLabels,
  runsFor: clockHolderLabels,
  noticeKind: noticeKindLabels,
  messageKind: messageKindLabels,
  messageChannel: messageChannelLabels,
  messageStatus: messageStatusLabels,
  language: languageLabels,
} as const satisfies Readonly<Record<string, Readonly<Record<string, Label>>>>;
