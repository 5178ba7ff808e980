import { isIP } from 'node:net';
import { z } from 'zod';

/** Where a service answers. */
export interface Upstream {
  readonly service: string;
  /** Without a slash at its end. */
  readonly url: string;
}

const listOf = (text: string): string[] => text.split(',').map(part => part.trim());

/** `intake=http://127.0.0.1:3001,routing=...` */
export const upstreams = z.string()
  .refine(text => listOf(text).every(part => /^[a-z-]+=http:\/\/[^\s/?#@]+\/?$/.test(part) && URL.canParse(part.slice(part.indexOf('=') + 1))),
    'must be a list of service=http://host:port, separated by commas')
  .transform(text => listOf(text).map((part): Upstream => {
    const [service, url] = part.split('=') as [string, string];
    return { service, url: new URL(url).origin };
  }));

const isNetwork = (text: string): boolean => {
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128);
};

/** `127.0.0.1,10.0.0.0/8` */
export const networks = z.string().transform(listOf)
  .refine(list => list.every(isNetwork), 'must be a list of addresses or networks such as 10.0.0.0/8, separated by commas');
