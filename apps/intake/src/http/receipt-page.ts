import { escapeHtml, policyOfPage, roleLabels, type Language } from '@tuntas/service';
import type { ReceiptAnswer } from './receipt-schema.js';

/** A page to print on A5, for a printer without colour. It has no script and loads nothing. */
const style = `
@page { size: A5 portrait; margin: 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 6mm; max-width: 148mm; font: 10.5pt/1.35 Georgia, 'Times New Roman', serif; color: #000; background: #fff; }
header { border-bottom: 2pt solid #000; padding-bottom: 3mm; }
h1 { font-size: 15pt; margin: 0; }
h2 { font-size: 10.5pt; margin: 3.5mm 0 0.5mm; }
p { margin: 0 0 1mm; }
.ticket { border: 1.5pt solid #000; margin: 3.5mm 0; padding: 2mm; text-align: center; break-inside: avoid; }
.ticket p { margin: 0; }
.ticket p + p { margin-top: 2mm; }
.ticket strong { display: block; font: bold 24pt/1.2 'Courier New', 'Liberation Mono', monospace; white-space: nowrap; }
dl { display: grid; grid-template-columns: 30mm 1fr; gap: 1mm 3mm; margin: 0; }
dt { font-weight: bold; }
dd { margin: 0; }
.typed { white-space: pre-wrap; overflow-wrap: anywhere; }
section { break-inside: avoid; }
.signature { margin-top: 5mm; break-inside: avoid; }
.signature span { display: block; width: 60mm; margin-top: 12mm; border-top: 1pt solid #000; padding-top: 1mm; }
@media print { body { padding: 0; max-width: none; } }
`;

/** The headers of a receipt as a page; its policy is stricter than the rest of the system, and nobody keeps it on the way. */
export const headersOfPage = (language: Language): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyOfPage(style), 'content-language': language,
  'cache-control': 'no-store', vary: 'Accept, Accept-Language',
});

const labels = {
  id: {
    title: 'Tanda Terima Pengaduan', number: 'Nomor tiket Anda', received: 'Diterima pada', place: 'Tempat', by: 'Petugas penerima',
    complainant: 'Pelapor', anonymous: 'Anonim', subject: 'Perihal', description: 'Uraian', next: 'Apa selanjutnya',
    follow: 'Mengikuti pengaduan ini', code: 'Kode akses Anda',
    keep: 'Simpanlah lembar ini baik-baik. Dengan nomor tiket dan kode akses di atas Anda dapat mengikuti pengaduan ini, menjawab pertanyaan, dan menyampaikan keberatan: lewat layanan daring, atau di loket dengan menunjukkan keduanya. Kode akses hanya dicetak sekali ini; mohon tidak diberikan kepada orang lain.',
    codeBefore: 'Pakailah nomor tiket di atas bersama kode akses yang Anda terima ketika pengaduan ini diterima. Demi keamanan Anda, kode akses tidak dicetak lagi di sini.',
    turn: 'Jika Anda memerlukan bantuan', signature: 'Tanda tangan petugas',
  },
  en: {
    title: 'Receipt of a complaint', number: 'Your ticket number', received: 'Received on', place: 'Place', by: 'Received by',
    complainant: 'Complainant', anonymous: 'Anonymous', subject: 'Subject', description: 'Description', next: 'What happens next',
    follow: 'Following this complaint', code: 'Your access code',
    keep: 'Please keep this sheet safe. With the ticket number and the access code above you can follow this complaint, answer questions and object: online, or at a counter by showing both. The access code is printed this once; please do not give it to others.',
    codeBefore: 'Use the ticket number above together with the access code that you were given when this complaint was received. For your safety the code is not printed here again.',
    turn: 'If you need help', signature: 'Signature of the officer',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** Words of the API that stand for a place or a person where there is no name. */
const spoken: Readonly<Record<string, Record<Language, string>>> = {
  counter: { id: 'Loket', en: 'Counter' }, web: { id: 'Situs web', en: 'Website' }, app: { id: 'Aplikasi', en: 'App' }, sms: { id: 'SMS', en: 'SMS' },
  whatsapp: { id: 'WhatsApp', en: 'WhatsApp' }, email: { id: 'Surel', en: 'E-mail' }, letter: { id: 'Surat', en: 'Letter' },
  phone: { id: 'Telepon', en: 'Telephone' }, outreach: { id: 'Jemput bola', en: 'Outreach visit' }, open311: { id: 'Open311', en: 'Open311' },
  partner: { id: 'Layanan mitra', en: 'Partner service' },
  ...roleLabels,
};
const inWords = (text: string, language: Language): string => Object.hasOwn(spoken, text) ? spoken[text]![language] : text;

interface PrintedReceipt extends Omit<ReceiptAnswer, 'remedies'> {
  readonly remedies: readonly string[];
  readonly accessCode?: string;
}

/** The receipt as a page; the first one bears the access code. What people typed is isolated, so that it cannot turn the direction of what follows. */
export const receiptPage = (receipt: PrintedReceipt, language: Language): string => {
  const label = labels[language];
  const row = (name: string, value: string): string => `<dt>${escapeHtml(name)}</dt><dd class="typed"><bdi>${escapeHtml(value)}</bdi></dd>`;
  const large = (name: string, value: string): string => `<p>${name} <strong>${escapeHtml(value)}</strong></p>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${label.title} ${receipt.ticket}`)}</title>
<style>${style}</style>
</head>
<body>
<header><p>${escapeHtml(receipt.city)}</p><h1>${label.title}</h1></header>
<div class="ticket">${large(label.number, receipt.ticket)}${receipt.accessCode === undefined ? '' : large(label.code, receipt.accessCode)}</div>
<dl>
${row(label.received, receipt.issuedAtInWords)}
${row(label.place, inWords(receipt.place, language))}
${row(label.by, inWords(receipt.issuedBy, language))}
${row(label.complainant, receipt.complainant ?? label.anonymous)}
${row(label.subject, receipt.subject)}
${row(label.description, receipt.description)}
</dl>
<section><h2>${label.next}</h2><p>${escapeHtml(receipt.explanation)}</p></section>
<section><h2>${label.follow}</h2><p>${receipt.accessCode === undefined ? label.codeBefore : label.keep}</p></section>
<section><h2>${label.turn}</h2>${receipt.remedies.map(remedy => `<p>${escapeHtml(remedy)}</p>`).join('')}</section>
<p class="signature"><span>${label.signature}</span></p>
</body>
</html>
`;
};
