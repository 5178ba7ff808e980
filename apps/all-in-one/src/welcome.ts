import { resolve } from 'node:path';
import type { Config } from '@tuntas/service';

/**
 * What a newcomer needs: the Swagger page, where citizens are told, a token for each side of the story, and a first
 * complaint.
 */
export const welcome = async (address: string, { mail, outbox }: Pick<Config, 'mail' | 'outbox'>): Promise<void> => {
  const token = async (role: string, office?: string): Promise<string> => {
    const answer = await fetch(`${address}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role, ...(office && { office }) }),
    });
    return ((await answer.json()) as { accessToken: string }).accessToken;
  };
  const clerk = await token('counter_clerk');
  process.stdout.write(`
Swagger UI      ${address}/docs
OpenAPI 3.1     ${address}/openapi.json
To citizens     ${mail ? `mail by ${mail.host}:${mail.port}, SMS as files in` : 'mail and SMS as files in'} ${resolve(outbox)}

Tokens for development, valid for eight hours (POST /dev/token makes any other):

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

Continue with docs/walk-through.md. Ctrl-C stops everything.
`);
};
