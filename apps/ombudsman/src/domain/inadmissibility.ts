import type { InadmissibilityGround } from '@tuntas/contracts';

/**
 * Legal basis of each ground in UU 37/2008 on the Ombudsman. These references are not yet verified against the official
 * text (u), in particular the letters of Art. 36(1).
 */
export const basisOf: Readonly<Record<InadmissibilityGround, string>> = {
  agency_not_asked_first: 'UU 37/2008 Art. 36(1)(a)',
  before_court: 'UU 37/2008 Art. 36(1)(b)',
  agency_still_in_time: 'UU 37/2008 Art. 36(1)(c)',
  already_settled: 'UU 37/2008 Art. 36(1)(d)',
  outside_authority: 'UU 37/2008 Art. 36(1)(e)',
  settled_by_mediation: 'UU 37/2008 Art. 36(1)(f)',
  no_maladministration: 'UU 37/2008 Art. 36(1)(g)',
  event_too_old: 'UU 37/2008 Art. 24(3)',
  identity_missing: 'UU 37/2008 Art. 24(1)(a)',
};
