const id = {
  statuses: {
    received: 'diterima', awaiting_completion: 'menunggu kelengkapan dari pelapor', assigned: 'diteruskan ke instansi', in_progress: 'sedang ditangani',
    awaiting_complainant: 'menunggu jawaban pelapor', resolved: 'sudah diputuskan', closed: 'ditutup', archived: 'diarsipkan',
  },
  outcomes: {
    confirmed: 'pelapor menyatakan selesai', closed_by_silence: 'tanpa tanggapan pelapor', heard: 'pelapor merasa didengar', referred_out: 'dirujuk ke luar kota',
    contested: 'pelapor tetap keberatan', withdrawn: 'dicabut pelapor', deemed_withdrawn: 'dianggap dicabut',
  },
  clocks: {
    verification: 'verifikasi', completeness_reply: 'pemberitahuan kelengkapan', human_contact: 'kontak pertama', first_response: 'tanggapan pertama',
    resolution: 'penyelesaian', decision: 'keputusan',
  },
  stages: {
    intake_formal: 'verifikasi formil', intake_material: 'verifikasi materiil', rapid_response: 'respons cepat', examination: 'pemeriksaan', report: 'laporan hasil pemeriksaan',
    resolution_monitoring: 'resolusi dan monitoring', recommendation: 'rekomendasi', closed: 'ditutup', not_admissible: 'tidak dapat diterima',
    deemed_withdrawn: 'dianggap dicabut', withdrawn: 'dicabut',
  },
  usage: 'Pakai: npm run demo [-- --lang en] [-- --again] [-- --figures <berkas>]; TUNTAS_URL menunjuk sistemnya.',
  notRunning: url => `Tidak ada Tuntas yang menjawab di ${url}. Jalankan dahulu "npm start" di terminal lain, atau tunjuk sistemnya dengan TUNTAS_URL.`,
  inProduction: url => `${url} tidak punya jam dan token pengembangan. Demo memajukan waktu dan mengarang pengaduan, jadi hanya untuk sistem pengembangan.`,
  elsewhere: 'Sistem ini bukan untuk Kota Banjarmasin; pengaduan demo ini dari sana.',
  lived: 'Sistem ini sudah menyimpan pengaduan, dan demo memajukan waktu tiga bulan untuk semuanya. Mulai dengan basis data kosong (TUNTAS_HOME yang baru), atau lanjutkan dengan "npm run demo -- --again".',
  living: (count, from, to) => `Menjalani ${count} pengaduan, ${from} sampai ${to}.`,
  title: (count, from, to) => `${count} pengaduan, ${from} sampai ${to}`,
  status: 'Status sekarang', outcome: 'Hasil yang selesai', inTime: 'Diselesaikan tepat waktu', missed: 'Batas waktu yang terlewati', raised: 'Eskalasi', referred: 'Sampai ke Ombudsman',
  settled: ({ met, breached }, percent) => `${met} dari ${met + breached} (${percent} %)`,
  level: (level, count) => `tingkat ${level}: ${count}`,
  cases: count => `${count} laporan`,
  offices: 'Penyelesaian menurut instansi (satu hari kerja = 7,5 jam kerja)',
  columns: ['tepat waktu', 'terlewati', 'berjalan', 'median hari kerja'],
  nowhere: 'Antrean koordinator',
  story: 'Kisah satu pengaduan', clockLines: count => `Disingkat: ${count} catatan jam lainnya ada di garis waktunya.`,
  next: 'Lihat sendiri', token: 'Token pengembangan', board: 'Papan waktu per instansi', overdue: 'Yang terlewati', register: 'Register eskalasi', examined: 'Laporan Ombudsman', citizen: 'Seperti dibaca pelapor', whole: 'Garis waktu lengkap',
  took: seconds => `Tiga bulan dijalani dalam ${seconds} detik.`,
};

const en = {
  statuses: {
    received: 'received', awaiting_completion: 'waiting for information', assigned: 'with the office', in_progress: 'being worked on',
    awaiting_complainant: 'waiting for an answer', resolved: 'decided', closed: 'closed', archived: 'archived',
  },
  outcomes: {
    confirmed: 'confirmed', closed_by_silence: 'closed by silence', heard: 'heard', referred_out: 'referred to another organisation', contested: 'contested', withdrawn: 'withdrawn',
    deemed_withdrawn: 'deemed withdrawn',
  },
  clocks: {
    verification: 'verification', completeness_reply: 'reply on completeness', human_contact: 'first contact', first_response: 'first response', resolution: 'resolution',
    decision: 'decision',
  },
  stages: {
    intake_formal: 'formal verification', intake_material: 'material verification', rapid_response: 'rapid response', examination: 'examination', report: 'examination report',
    resolution_monitoring: 'resolution and monitoring', recommendation: 'recommendation', closed: 'closed', not_admissible: 'not admissible',
    deemed_withdrawn: 'deemed withdrawn', withdrawn: 'withdrawn',
  },
  usage: 'Usage: npm run demo [-- --lang en] [-- --again] [-- --figures <file>]; TUNTAS_URL names the system.',
  notRunning: url => `No Tuntas answers at ${url}. Run "npm start" in another terminal first, or name the system by TUNTAS_URL.`,
  inProduction: url => `${url} has no clock and no tokens for development. The demo moves time and makes up complaints, so it is for development alone.`,
  elsewhere: 'This system is not that of Banjarmasin, where the complaints of the demo come from.',
  lived: 'This system holds complaints already, and the demo moves time by three months for all of them. Begin with an empty database (another TUNTAS_HOME), or go on with "npm run demo -- --again".',
  living: (count, from, to) => `Living through ${count} complaints, ${from} to ${to}.`,
  title: (count, from, to) => `${count} complaints, ${from} to ${to}`,
  status: 'Status now', outcome: 'Outcomes', inTime: 'Resolved in time', missed: 'Deadlines missed', raised: 'Escalated', referred: 'Came to the Ombudsman',
  settled: ({ met, breached }, percent) => `${met} of ${met + breached} (${percent} %)`,
  level: (level, count) => `level ${level}: ${count}`,
  cases: count => `${count} cases`,
  offices: 'Resolutions by office (a working day = 7.5 working hours)',
  columns: ['in time', 'breached', 'running', 'median working days'],
  nowhere: `The coordinator's queue`,
  story: 'The story of one complaint', clockLines: count => `Shortened: ${count} more entries of clocks stand in its timeline.`,
  next: 'See for yourself', token: 'A token', board: 'Deadlines by office', overdue: 'Overdue', register: 'Escalations', examined: 'Ombudsman cases', citizen: 'As the citizen reads it', whole: 'The whole timeline',
  took: seconds => `Three months were lived in ${seconds} seconds.`,
};

/** What the demo says to whoever runs it, in both languages. */
export const texts = { id, en };
