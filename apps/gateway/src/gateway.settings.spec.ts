import { readSettings, requiredByGateway } from '@tuntas/platform';
import { gatewaySettings } from './gateway.settings.js';

const read = (env: Record<string, string>) => readSettings([gatewaySettings], requiredByGateway, env).settings[0];

describe('settings of the gateway', () => {
  it('name the upstream services', () => {
    expect(read({ UPSTREAMS: 'intake=http://127.0.0.1:3001, routing=http://routing:3000/' }).upstreams).toEqual([
      { service: 'intake', url: 'http://127.0.0.1:3001' },
      { service: 'routing', url: 'http://routing:3000' },
    ]);
  });

  it('require UPSTREAMS', () => {
    expect(() => read({})).toThrow(/:\n {2}- UPSTREAMS is required$/);
  });

  it.each([
    'intake',
    'https://x',
    'intake=ftp://x',
    'intake=http://user@x',
    'intake=http://x/path',
    'intake=http://x:99999',
    'intake=http://x,',
  ])('reject %s as UPSTREAMS', UPSTREAMS => {
    expect(() => read({ UPSTREAMS })).toThrow(/:\n {2}- UPSTREAMS must be a list of service=http:\/\/host:port/);
  });
});
