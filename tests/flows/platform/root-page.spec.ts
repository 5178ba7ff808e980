import { TestApp } from '../../kit/app.js';
import { openApiOf } from '../../kit/openapi.js';

describe('GET /', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start();
  });
  afterAll(() => city.stop());

  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  test('returns a page to a browser, with the name of the city and in the language of the reader', async () => {
    const page = await city.get('/', { headers: { accept: browser } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('<title>Pengaduan · Kota Banjarmasin</title>');
    expect(page.text).toContain('nomor tiket dan kode akses');
    const english = await city.get('/', { headers: { accept: browser, 'accept-language': 'en-GB' } });
    expect(english.headers.get('content-language')).toBe('en');
    expect(english.text).toContain('ticket number and the access code');
  });

  test('runs no script, loads nothing, and has no broken links', async () => {
    const page = await city.get('/', { headers: { accept: browser } });
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(page.text).not.toMatch(/<script|src=/);
    const links = [...page.text.matchAll(/href="([^"]+)"/g)].map(([, link]) => link!);
    expect(links).toEqual(expect.arrayContaining(['/docs', '/openapi.json', '/health/ready']));
    for (const link of links) expect([link, (await city.get(link)).status]).toEqual([link, 200]);
  });

  test('returns the same content as JSON to a program', async () => {
    for (const accept of ['application/json', '*/*', 'text/plain']) {
      const answer = await city.get('/', { headers: { accept } });
      expect(answer.body).toEqual({
        name: 'Kota Banjarmasin',
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        links: {
          documentation: '/docs',
          document: '/openapi.json',
          tracking: '/v1/tracking/{ticket}',
          health: '/health/ready',
        },
      });
    }
    expect((await openApiOf(city)).info.version).toBe((await city.get('/')).body.version);
  });
});
