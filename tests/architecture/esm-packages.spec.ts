import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { decodeJwt, SignJWT } from 'jose';
import { v7, version } from 'uuid';

describe('ESM-only packages', () => {
  it('can be imported in specs', async () => {
    expect(version(v7())).toBe(7);
    expect(canonicalize({ b: 1, a: [true, null] })).toBe('{"a":[true,null],"b":1}');
    const token = await new SignJWT({ role: 'auditor' }).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));
    expect(decodeJwt(token)).toEqual({ role: 'auditor' });
    expect(typeof Injectable).toBe('function');
  });
});
