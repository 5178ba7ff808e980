import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sets the `Link` header (RFC 8288) to the next page of a list: the same path and query with the next cursor. */
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
