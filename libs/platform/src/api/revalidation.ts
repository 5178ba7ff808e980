import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route supports conditional requests with If-None-Match. */
    revalidates?: boolean;
  }
}

/** Fields that depend on the current time. They are excluded from the entity tag. */
const aging = /"(?:asOf|clocksAsOf|countedTo|remaining|percentUsed)":(?:"[^"]*"|null|[\d.]+),?/g;

/**
 * The weak entity tag of a JSON response. Quotation marks in JSON strings are escaped, so the pattern of excluded
 * fields never matches typed text.
 * @param version the version of the resource, as `"7"`, which becomes a readable prefix of the tag
 */
export const entityTagOf = (json: string, version?: string): string => {
  const hash = createHash('sha256').update(json.replace(aging, '')).digest('base64url').slice(0, 22);
  return `W/"${version ? `${version.replaceAll('"', '')}-` : ''}${hash}"`;
};

/** Whether If-None-Match names the tag, by weak comparison (RFC 9110 section 13.1.2). */
export const matchesTag = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch.split(',').some(each => each.trim() === '*' || strong(each.trim()) === strong(tag));
const strong = (tag: string): string => tag.replace(/^W\//, '');

/**
 * Sets the ETag of revalidating operations and responds 304 if it matches If-None-Match
 * (docs/decisions/0027-etags-on-read-responses.md).
 */
export const handleConditionalRequests = (fastify: FastifyInstance): void => {
  fastify.addHook('onSend', (request, reply, payload: unknown, done) => {
    const { revalidates = false } = request.routeOptions.config ?? {};
    if (
      !revalidates ||
      reply.statusCode !== 200 ||
      typeof payload !== 'string' ||
      !isJson(reply.getHeader('content-type'))
    ) {
      done(null, payload);
      return;
    }
    const version = reply.getHeader('etag');
    const tag = entityTagOf(payload, version === undefined ? undefined : String(version));
    reply.header('etag', tag);
    if (!matchesTag(request.headers['if-none-match'], tag)) {
      done(null, payload);
      return;
    }
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, null);
  });
};

const isJson = (type: unknown): boolean => typeof type === 'string' && type.startsWith('application/json');
