import { meaningOf } from '../../libs/platform/src/api/problems/problem.js';
import { problemTexts } from '../../libs/platform/src/api/problems/problem-texts.js';
import { ruleTexts } from '../../libs/platform/src/api/problems/rule-texts.js';
import { thrownCodes } from './thrown-codes.js';

const advice: Readonly<Record<number, string>> = {
  400: 'Correct the request; repeating it unchanged fails again. `errors` lists each fault with its location.',
  401: 'Get a token from the issuer and send it as `Authorization: Bearer`.',
  403: 'Call with a permitted role; the description of each operation lists its roles.',
  404: 'Check the id, or the ticket and the code. Resources out of reach of the caller return the same response.',
  405: 'Use one of the methods in `Allow`.',
  406: 'Request another media type with `Accept`.',
  408: 'Send the request again, faster or with a smaller body.',
  409: 'Read the resource again: its state has changed or does not allow this act. See `allowedActions`.',
  412: 'Read the resource again, check the decision, and send the new `ETag` as `If-Match`.',
  413: 'Send a smaller body.',
  414: 'Shorten the path.',
  415: 'Send `Content-Type: application/json`.',
  422: 'Correct the body; `errors` lists each fault with its location.',
  429: 'Wait for the time in `Retry-After`.',
  500: 'Report it with its `traceId`.',
  503: 'Wait for the time in `Retry-After`, then repeat the request with the same `Idempotency-Key`.',
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
    if (!status) throw new Error(`no source throws ${code}`);
    return status;
  };
};

/** The contents of docs/errors.md, the list of all error codes. */
export const errorPage = (): string => {
  const of = statusOf();
  const statuses = [...new Set(Object.keys(texts).map(of))].sort((one, other) => one - other);
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
  return `# Error codes

Every error response is \`application/problem+json\` (RFC 9457) with a stable \`code\`, and a \`title\` and \`detail\`
in the language of \`Accept-Language\` (Indonesian by default). Placeholders in braces are filled in. \`/openapi.json\`
(\`x-codes\`) and the Swagger page list the codes of each error response of an operation.

This page is generated from the text tables by
\`node --import ./tests/kit/typescript.mjs tests/kit/write-pages.ts\`; a test checks that it is current.
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
