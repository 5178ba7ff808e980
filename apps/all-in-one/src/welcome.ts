import { resolve } from 'node:path';
import type { IntakeSettings } from '@tuntas/intake/settings';

/**
 * Prints a quick start: the Swagger UI, where messages to citizens go, a development token for each role, and a command
 * that lodges a complaint.
 */
export const welcome = async (address: string, { mail, outbox }: IntakeSettings): Promise<void> => {
  const token = async (role: string, office?: string): Promise<string> => {
    const response = await fetch(`${address}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role, ...(office && { office }) }),
    });
    return ((await response.json()) as { accessToken: string }).accessToken;
  };
  const clerk = await token('counter_clerk');
  process.stdout.write(`
Swagger UI      ${address}/docs
OpenAPI 3.1     ${address}/openapi.json
Messages        ${mail ? `mail by ${mail.host}:${mail.port}, SMS as files in` : 'mail and SMS as files in'} ${resolve(outbox)}

Development tokens, valid for eight hours (POST /dev/token issues tokens for other roles):

CLERK=${clerk}
OFFICER=${await token('officer', 'PUPR')}
COORDINATOR=${await token('coordinator')}
OMBUDSMAN=${await token('ombudsman')}

Lodge a complaint:

curl -s ${address}/v1/complaints -H "Authorization: Bearer ${clerk}" -H 'Content-Type: application/json' -d '{
  "channel": "counter", "counter": "MPP-03", "category": "roads.pothole", "consentToOmbudsman": true,
  "subject": "Jalan berlubang di depan SDN Sungai Andai 3",
  "description": "Sudah tiga minggu ada lubang besar di depan sekolah, dua anak jatuh dari sepeda.",
  "complainant": { "name": "Siti Rahmah", "phone": "+6281234567890" }
}'

docs/walk-through.md has the next steps. Ctrl-C stops everything.
`);
};
