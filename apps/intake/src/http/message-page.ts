import { escapeHtml, policyOfPage, type Language } from '@tuntas/platform';
import { contactLine, type ServiceContact } from './service-contact.js';

/** The style of a page for A5 and monochrome printers. The page has no script and loads no resources. */
const style = `
@page { size: A5 portrait; margin: 12mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 6mm; max-width: 148mm; font: 11pt/1.4 Georgia, 'Times New Roman', serif; color: #000; background: #fff; }
header { border-bottom: 2pt solid #000; padding-bottom: 3mm; margin-bottom: 4mm; }
header p { margin: 0; }
h1 { font-size: 15pt; margin: 0; }
.said { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.signature { margin-top: 8mm; break-inside: avoid; }
.signature span { display: inline-block; width: 55mm; margin: 12mm 6mm 0 0; border-top: 1pt solid #000; padding-top: 1mm; }
@media print { body { padding: 0; max-width: none; } }
`;

/** The response headers of a message page. */
export const headersOfMessagePage = (language: Language): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policyOfPage(style),
  'content-language': language,
});

const labels = {
  id: { received: 'Diterima oleh', on: 'Tanggal' },
  en: { received: 'Received by', on: 'Date' },
} as const satisfies Record<Language, Record<string, string>>;

/**
 * Renders a printable message in its own language. Typed text is isolated, so that its direction marks do not affect
 * the following text.
 */
export const messagePage = (
  { subject, text, language }: { readonly subject: string; readonly text: string; readonly language: Language },
  city: string,
  service: ServiceContact,
): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(subject)}</title>
<style>${style}</style>
</head>
<body>
<header><p>${escapeHtml(city)}</p><p>${escapeHtml(contactLine(service, language))}</p><h1>${escapeHtml(subject)}</h1></header>
${text
  .trim()
  .split('\n\n')
  .map(paragraph => `<p class="said"><bdi>${escapeHtml(paragraph)}</bdi></p>`)
  .join('\n<br>\n')}
<p class="signature"><span>${labels[language].received}</span><span>${labels[language].on}</span></p>
</body>
</html>
`;
