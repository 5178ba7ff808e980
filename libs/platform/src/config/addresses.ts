import { isIP } from 'node:net';
import { z } from 'zod';

const isNetwork = (text: string): boolean => {
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128);
};

/** `127.0.0.1,10.0.0.0/8` */
export const networks = z
  .string()
  .transform(text => text.split(',').map(part => part.trim()))
  .refine(
    list => list.every(isNetwork),
    'must be a list of addresses or networks such as 10.0.0.0/8, separated by commas',
  );

/**
 * The rate-limiting key of an address: the /64 network of an IPv6 address, because one customer usually owns a whole
 * /64; the address itself for IPv4, also in its IPv4-mapped IPv6 form.
 */
export const networkOf = (address: string): string => {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const all =
    tail === undefined
      ? groups
      : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after];
  return `${all
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
};
