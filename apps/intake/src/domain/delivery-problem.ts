import { say, type Language, type Sentence } from './sentence.js';

/**
 * Why a message has not reached its citizen, for the staff who look after it. No address, and nothing that a server
 * said.
 */
const sentences = {
  'person.forgotten': say(
    'Data pelapor sudah dihapus, jadi pesan tidak dapat dikirim.',
    'The data of the complainant were erased, so there is nobody to send it to.',
  ),
  'address.missing': say(
    'Pelapor tidak memiliki alamat untuk saluran ini.',
    'The complainant has no address for this channel.',
  ),
  'address.unusable': say(
    'Alamat pelapor tidak dapat dipakai; mungkin salah ketik.',
    'The address of the complainant cannot be used; it may be misspelt.',
  ),
  'recipient.refused': say(
    'Server surel menyatakan alamat itu tidak ada atau tidak menerima surel.',
    'The mail server says that this address does not exist or does not accept mail.',
  ),
  'message.refused': say('Server surel menolak isi pesan.', 'The mail server refuses the content of the message.'),
  'server.unreachable': say('Server surel tidak dapat dihubungi.', 'The mail server cannot be reached.'),
  'server.silent': say('Server surel tidak menjawab sampai batas waktunya.', 'The mail server did not answer in time.'),
  'server.disconnected': say(
    'Server surel memutus sambungan sebelum pesan diterima.',
    'The mail server closed the connection before it had accepted the message.',
  ),
  'server.busy': say(
    'Server surel meminta agar pesan dikirim lagi nanti.',
    'The mail server asks us to send the message again later.',
  ),
  'server.refused': say(
    'Server surel menolak kami sebagai pengirim; periksa pengaturannya.',
    'The mail server refuses us as a sender; please check its settings.',
  ),
  'server.insecure': say(
    'Sambungan aman ke server surel tidak dapat dibuat; periksa sertifikatnya.',
    'No secure connection to the mail server could be made; please check its certificate.',
  ),
  'outbox.unwritable': say(
    'Pesan tidak dapat ditulis ke folder keluar.',
    'The message cannot be written to the outbox folder.',
  ),
  'delivery.failed': say(
    'Pengiriman gagal karena gangguan di sistem ini.',
    'Delivery failed because of a fault on our side.',
  ),
} as const satisfies Readonly<Record<string, Sentence>>;

export type DeliveryProblem = keyof typeof sentences;
export const deliveryProblems = Object.keys(sentences) as [DeliveryProblem, ...DeliveryProblem[]];

export const problemInWords = (problem: DeliveryProblem, language: Language): string => sentences[problem][language];
