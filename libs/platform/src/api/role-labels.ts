import type { Actor } from '@tuntas/kernel';
import type { Language } from './locale.js';

/** The labels of roles, wherever they are shown to people. */
export const roleLabels: Readonly<Record<Actor['role'], Readonly<Record<Language, string>>>> = {
  citizen: { id: 'Pelapor', en: 'Complainant' },
  integrator: { id: 'Layanan daring', en: 'Online service' },
  counter_clerk: { id: 'Petugas loket', en: 'Counter clerk' },
  coordinator: { id: 'Koordinator pengaduan', en: 'Complaint coordinator' },
  officer: { id: 'Petugas', en: 'Officer' },
  office_head: { id: 'Pimpinan', en: 'Head of office' },
  sla_operator: { id: 'Pengawas waktu layanan', en: 'Service time operator' },
  inspectorate: { id: 'Inspektorat', en: 'Inspectorate' },
  ombudsman: { id: 'Ombudsman', en: 'Ombudsman' },
  auditor: { id: 'Auditor', en: 'Auditor' },
  admin: { id: 'Pengelola sistem', en: 'System administrator' },
  system: { id: 'Sistem', en: 'System' },
};
