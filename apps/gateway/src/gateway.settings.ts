import { z } from 'zod';
import { defineSettings } from '@tuntas/platform';

/** The address of a service. */
export interface Upstream {
  readonly service: string;
  /** Without a trailing slash. */
  readonly url: string;
}

export abstract class GatewaySettings {
  /** In the order of the document's tags. The first service receives requests that match no route. */
  abstract readonly upstreams: readonly Upstream[];
}

const listOf = (text: string): string[] => text.split(',').map(part => part.trim());

/** `intake=http://127.0.0.1:3001,routing=...` */
const upstreams = z
  .string('is required')
  .refine(
    text =>
      listOf(text).every(
        part => /^[a-z-]+=http:\/\/[^\s/?#@]+\/?$/.test(part) && URL.canParse(part.slice(part.indexOf('=') + 1)),
      ),
    'must be a list of service=http://host:port, separated by commas',
  )
  .transform(text =>
    listOf(text).map((part): Upstream => {
      const [service, url] = part.split('=') as [string, string];
      return { service, url: new URL(url).origin };
    }),
  );

export const gatewaySettings = defineSettings({
  token: GatewaySettings,
  schema: z.object({
    UPSTREAMS: upstreams,
  }),
  read: value => ({ upstreams: value.UPSTREAMS }),
});
