import type { DeliveryProblem } from '@tuntas/contracts';
import { bilingual, type Language, type Sentence } from './sentence.js';

/**
 * The reasons of failed deliveries in words for staff, without addresses and server replies.
 */
const sentences: Readonly<Record<DeliveryProblem, Sentence>> = {
  'person.forgotten': bilingual(
    'Data pelapor sudah dihapus, jadi pesan tidak dapat dikirim.',
    'The data of the complainant were erased, so there is nobody to send it to.',
  ),
  'address.missing': bilingual(
    'Pelapor tidak memiliki alamat untuk saluran ini.',
    'The complainant has no address for this channel.',
  ),
  'address.unusable': bilingual(
    'Alamat pelapor tidak dapat dipakai; mungkin salah ketik.',
    'The address of the complainant cannot be used; it may be misspelt.',
  ),
  'recipient.refused': bilingual(
    'Server surel menyatakan alamat itu tidak ada atau tidak menerima surel.',
    'The mail server says that this address does not exist or does not accept mail.',
  ),
  'message.refused': bilingual(
    'Server surel menolak isi pesan.',
    'The mail server refuses the content of the message.',
  ),
  'server.unreachable': bilingual('Server surel tidak dapat dihubungi.', 'The mail server cannot be reached.'),
  'server.silent': bilingual(
    'Server surel tidak menjawab sampai batas waktunya.',
    'The mail server did not answer in time.',
  ),
  'server.disconnected': bilingual(
    'Server surel memutus sambungan sebelum pesan diterima.',
    'The mail server closed the connection before it had accepted the message.',
  ),
  'server.busy': bilingual(
    'Server surel meminta agar pesan dikirim lagi nanti.',
    'The mail server asks us to send the message again later.',
  ),
  'server.refused': bilingual(
    'Server surel menolak kami sebagai pengirim; periksa pengaturannya.',
    'The mail server refuses us as a sender; please check its settings.',
  ),
  'server.insecure': bilingual(
    'Sambungan aman ke server surel tidak dapat dibuat; periksa sertifikatnya.',
    'No secure connection to the mail server could be made; please check its certificate.',
  ),
  'outbox.unwritable': bilingual(
    'Pesan tidak dapat ditulis ke folder keluar.',
    'The message cannot be written to the outbox folder.',
  ),
  'delivery.failed': bilingual(
    'Pengiriman gagal karena gangguan di sistem ini.',
    'Delivery failed because of a fault on our side.',
  ),
};

export const problemInWords = (problem: DeliveryProblem, language: Language): string => sentences[problem][language];
