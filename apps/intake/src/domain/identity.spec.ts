import { amended, type Identity, type PersonDetails } from './identity.js';

const nothing: PersonDetails = { name: null, nationalId: null, phone: null, email: null, address: null };
const siti: Identity = {
  complainant: { name: 'Siti', nationalId: null, phone: '+6281234567890', email: null, address: null },
  representative: null,
};

describe('amended', () => {
  it('adds new details and keeps existing ones', () => {
    expect(amended(siti, { complainant: { ...nothing, address: 'RT 12' }, representative: null })).toEqual({
      complainant: { ...siti.complainant, address: 'RT 12' },
      representative: null,
    });
    expect(
      amended(siti, { complainant: { ...nothing, phone: '112' }, representative: { ...nothing, name: 'Budi' } }),
    ).toEqual({ complainant: { ...siti.complainant, phone: '112' }, representative: { ...nothing, name: 'Budi' } });
    expect(
      amended({ ...siti, representative: { ...nothing, name: 'Budi' } }, { complainant: null, representative: null })
        .representative?.name,
    ).toBe('Budi');
  });

  it('rejects a person without a name', () => {
    const refusal = (
      existing: Identity | null,
      complainant: PersonDetails | null,
      representative: PersonDetails | null,
    ): unknown => {
      try {
        return amended(existing, { complainant, representative });
      } catch (error) {
        return error;
      }
    };
    expect(refusal(null, { ...nothing, phone: '112' }, null)).toMatchObject({
      code: 'identity.name-required',
      facts: { errors: [{ pointer: '/fields/complainant/name' }] },
    });
    expect(refusal(null, null, { ...nothing, name: 'Budi' })).toMatchObject({
      code: 'identity.name-required',
      facts: { errors: [{ pointer: '/fields/complainant/name' }] },
    });
    expect(refusal(siti, null, { ...nothing, phone: '112' })).toMatchObject({
      code: 'identity.name-required',
      facts: { errors: [{ pointer: '/fields/representative/name' }] },
    });
    expect(refusal(null, { ...nothing, name: 'Siti' }, null)).toMatchObject({
      complainant: { name: 'Siti' },
      representative: null,
    });
  });
});
