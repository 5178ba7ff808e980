import { escapeHtml, policyOfPage } from './html-page.js';
import type { Language } from '../api/locale.js';

/** The style of the entry page. The page has no script and loads no external resources. */
const style = `
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1rem; max-width: 42rem; font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.6rem; margin: 0 0 1rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.25rem; }
p { margin: 0 0 0.5rem; }
ul { margin: 0; padding-left: 1.25rem; }
a { color: #0b4f9c; }
code { overflow-wrap: anywhere; }
`;

export const headersOfRootPage = (language: Language): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policyOfPage(style),
  'content-language': language,
  vary: 'Accept, Accept-Language',
});

const texts = {
  id: {
    title: 'Pengaduan',
    intro: 'Alamat ini melayani aplikasi dan petugas yang menerima dan menangani pengaduan warga.',
    tracking: 'Mengikuti pengaduan',
    need: 'Untuk mengikuti pengaduan diperlukan nomor tiket dan kode akses yang tercantum pada tanda terima. Di loket, petugas kami membantu jika Anda menunjukkan keduanya.',
    call: 'Aplikasi mengirim nomor tiket dalam alamat dan kode akses dalam header X-Access-Code:',
    trackingDocs: 'Penjelasan tentang pelacakan',
    build: 'Untuk pengembang aplikasi',
    docs: 'Dokumentasi API',
    document: 'Dokumen OpenAPI',
    state: 'Keadaan sistem',
    health: 'Apakah sistem siap melayani',
    ticket: 'tiket',
  },
  en: {
    title: 'Complaints',
    intro: 'This address serves the applications and the staff that receive and handle complaints.',
    tracking: 'Following a complaint',
    need: 'To follow a complaint you need the ticket number and the access code on the receipt. At a counter our staff will help you when you show both.',
    call: 'An application sends the ticket in the path and the access code in the header X-Access-Code:',
    trackingDocs: 'About tracking',
    build: 'For developers',
    docs: 'API documentation',
    document: 'OpenAPI document',
    state: 'State of the system',
    health: 'Whether the system is ready',
    ticket: 'ticket',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** The entry page as HTML. @param name the name of the city */
export const rootPage = (name: string, language: Language): string => {
  const t = texts[language];
  const title = escapeHtml(`${t.title} · ${name}`);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
<p>${t.intro}</p>
<h2>${t.tracking}</h2>
<p>${t.need}</p>
<p>${t.call} <code>GET /v1/tracking/{${t.ticket}}</code></p>
<p><a href="/docs#/Tracking">${t.trackingDocs}</a></p>
<h2>${t.build}</h2>
<ul>
<li><a href="/docs">${t.docs}</a></li>
<li><a href="/openapi.json">${t.document}</a></li>
</ul>
<h2>${t.state}</h2>
<p><a href="/health/ready">${t.health}</a></p>
</body>
</html>
`;
};
