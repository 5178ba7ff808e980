import type { FastifyReply, FastifyRequest } from 'fastify';

/** Names the next page of a list in the header `Link` (RFC 8288): the same path and query with the cursor put in. */
export const linkNext = (
  { url }: Pick<FastifyRequest, 'url'>,
  reply: Pick<FastifyReply, 'header'>,
  next: unknown,
): void => {
  if (typeof next !== 'string') return;
  const [path, query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', next);
  reply.header('link', `<${path}?${parameters}>; rel="next"`);
};
