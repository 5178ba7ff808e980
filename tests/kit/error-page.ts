import { meaningOf } from '../../libs/service/src/problem.js';
import { problemTexts } from '../../libs/service/src/problem-texts.js';
import { ruleTexts } from '../../libs/service/src/rule-texts.js';
import { thrownCodes } from './thrown-codes.js';

const advice: Readonly<Record<number, string>> = {
  400: 'Correct the request; the same request is refused again. `errors` names the place of each fault.',
  401: 'Get a token from the issuer and send it as `Authorization: Bearer`.',
  403: 'Another role must do it; the description of each operation names the roles.',
  404: 'Check the id, or the ticket and the code. An object outside the reach of the caller gets the same answer.',
  405: 'Use one of the methods in `Allow`.',
  406: 'Request another media type with `Accept`.',
  408: 'Send it again, faster or smaller.',
  409: 'Read it again: the state has changed or does not allow the act. `allowedActions` lists what it allows.',
  412: 'Read it again, decide again, and send the new `ETag` as `If-Match`.',
  413: 'Send less.',
  414: 'Shorten the path.',
  415: 'Send `Content-Type: application/json`.',
  422: 'Correct the body; `errors` names the place of each fault.',
  429: 'Wait as long as `Retry-After` says.',
  500: 'Report it with its `traceId`.',
  503: 'Wait as long as `Retry-After` says, then repeat with the same `Idempotency-Key`.',
};

const texts: Readonly<
  Record<string, Readonly<Record<'id' | 'en', { readonly title: string; readonly detail: string }>>>
> = { ...problemTexts, ...ruleTexts };

const statusOf = (): ((code: string) => number) => {
  const usual = new Map(
    Object.keys(advice)
      .map(Number)
      .filter(status => status < 500)
      .map(status => [meaningOf({ statusCode: status }).code, status] as const),
  );
  const known = new Map<string, number>([
    ...usual,
    ['service.busy', 503],
    ['service.outcome-unknown', 503],
    ['service.failure', 500],
    ...thrownCodes(),
  ]);
  return code => {
    const status = known.get(code);
    if (!status) throw new Error(`nobody throws ${code}`);
    return status;
  };
};

/** The page of all error codes, docs/errors.md. */
export const errorPage = (): string => {
  const of = statusOf();
  const statuses = [...new Set(Object.keys(texts).map(of))].sort((one, other) => one - other);
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
  return `# Error codes

Every refusal is \`application/problem+json\` (RFC 9457) with a stable \`code\`, and a \`title\` and \`detail\` in the language of
\`Accept-Language\` (default: Indonesian). Parts in braces are placeholders. The codes of each operation are listed with its
responses in \`/openapi.json\` (\`x-codes\`) and on the Swagger page.

This page is generated from the catalogue of texts by \`node --import ./tests/kit/typescript.mjs tests/kit/write-error-page.ts\`; a test compares the two.
${statuses
  .map(
    status => `
## ${status}

${advice[status] ?? ''}

| code | Indonesian | English |
|---|---|---|
${Object.entries(texts)
  .filter(([code]) => of(code) === status)
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(
    ([code, { id, en }]) =>
      `| \`${code}\` | **${cell(id.title)}.** ${cell(id.detail)} | **${cell(en.title)}.** ${cell(en.detail)} |`,
  )
  .join('\n')}
`,
  )
  .join('')}`;
};
