import { channelLabels } from '@tuntas/contracts';
import { escapeHtml, policyOfPage, roleLabels, type Language } from '@tuntas/platform';
import { contactLine, type ServiceContact } from './service-contact.js';
import type { ReceiptAnswer } from './receipt-schema.js';

/** The style of a page for A5 and monochrome printers. The page has no script and loads no resources. */
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
.signature { display: flex; gap: 8mm; }
.signature span { flex: 1; max-width: 56mm; margin-top: 12mm; border-top: 1pt solid #000; padding-top: 1mm; }
@media print { body { padding: 0; max-width: none; } }
`;

/**
 * The response headers of a receipt page. Its content security policy is stricter than that of other responses.
 */
export const headersOfPage = (language: Language): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policyOfPage(style),
  'content-language': language,
  vary: 'Accept',
});

const labels = {
  id: {
    title: 'Tanda Terima Pengaduan',
    number: 'Nomor tiket Anda',
    received: 'Diterima pada',
    place: 'Tempat',
    by: 'Petugas penerima',
    complainant: 'Pelapor',
    anonymous: 'Anonim',
    address: 'Alamat',
    subject: 'Perihal',
    description: 'Uraian',
    wished: 'Yang Anda harapkan',
    next: 'Apa selanjutnya',
    follow: 'Mengikuti pengaduan ini',
    code: 'Kode akses Anda',
    keep: 'Simpanlah lembar ini baik-baik. Dengan nomor tiket dan kode akses di atas Anda dapat mengikuti pengaduan ini, menjawab pertanyaan, dan menyampaikan keberatan: daring di {site}, atau di loket mana pun dengan menunjukkan keduanya. Kode akses hanya dicetak sekali ini; mohon jangan diberikan kepada orang lain.',
    codeBefore:
      'Pakailah nomor tiket di atas bersama kode akses yang diberikan kepada Anda saat pengaduan ini kami terima: daring di {site}, atau di loket mana pun. Demi keamanan Anda, kode akses tidak dicetak lagi di sini.',
    turn: 'Jika Anda memerlukan bantuan',
    free: 'Layanan pengaduan ini tidak dipungut biaya.',
    signature: 'Tanda tangan petugas',
    complainantSigns: 'Tanda tangan pelapor',
  },
  en: {
    title: 'Receipt of a complaint',
    number: 'Your ticket number',
    received: 'Received on',
    place: 'Place',
    by: 'Received by',
    complainant: 'Complainant',
    anonymous: 'Anonymous',
    address: 'Address',
    subject: 'Subject',
    description: 'Description',
    wished: 'What you hope for',
    next: 'What happens next',
    follow: 'Following this complaint',
    code: 'Your access code',
    keep: 'Please keep this sheet safe. With the ticket number and the access code above you can follow this complaint, answer questions and object: online at {site}, or at any counter by showing both numbers. The access code is printed this once; please do not give it to others.',
    codeBefore:
      'Use the ticket number above together with the access code that you were given when we received this complaint: online at {site}, or at any counter. For your safety the code is not printed here again.',
    turn: 'If you need help',
    free: 'This complaint service is free of charge.',
    signature: 'Signature of the officer',
    complainantSigns: 'Signature of the complainant',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** Labels of channel and role codes, which replace a missing name of a place or a person. */
const codeLabels: Readonly<Record<string, Readonly<Record<Language, string>>>> = { ...channelLabels, ...roleLabels };
const inWords = (text: string, language: Language): string =>
  Object.hasOwn(codeLabels, text) ? codeLabels[text]![language] : text;

interface PrintedReceipt extends Omit<ReceiptAnswer, 'remedies'> {
  readonly remedies: readonly string[];
  readonly accessCode?: string;
}

/**
 * Renders the receipt as a page; only the first one contains the access code. Typed text is isolated, so that its
 * direction marks do not affect the following text.
 * @param language the language of the citizen
 * @param service the contact data of the city's service
 */
export const receiptPage = (receipt: PrintedReceipt, language: Language, service: ServiceContact): string => {
  const label = labels[language];
  const row = (name: string, value: string): string =>
    `<dt>${escapeHtml(name)}</dt><dd class="typed"><bdi>${escapeHtml(value)}</bdi></dd>`;
  const optional = (name: string, value: string | null): string =>
    value === null || value === '' ? '' : `\n${row(name, value)}`;
  const where = (text: string): string => escapeHtml(text.replace('{site}', service.site));
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
<header><p>${escapeHtml(receipt.city)}</p><p>${escapeHtml(contactLine(service, language))}</p><h1>${label.title}</h1></header>
<div class="ticket">${large(label.number, receipt.ticket)}${receipt.accessCode === undefined ? '' : large(label.code, receipt.accessCode)}</div>
<dl>
${row(label.received, receipt.issuedAtInWords)}
${row(label.place, inWords(receipt.place, language))}
${row(label.by, inWords(receipt.issuedBy, language))}
${row(label.complainant, receipt.complainant ?? label.anonymous)}${optional(label.address, receipt.address)}
${row(label.subject, receipt.subject)}
${row(label.description, receipt.description)}${optional(label.wished, receipt.requestedSettlement)}
</dl>
<section><h2>${label.next}</h2><p>${escapeHtml(receipt.explanation)}</p></section>
<section><h2>${label.follow}</h2><p>${where(receipt.accessCode === undefined ? label.codeBefore : label.keep)}</p></section>
<section><h2>${label.turn}</h2>${receipt.remedies.map(remedy => `<p>${escapeHtml(remedy)}</p>`).join('')}<p>${label.free}</p></section>
<p class="signature"><span>${label.signature}</span><span>${label.complainantSigns}</span></p>
</body>
</html>
`;
};
