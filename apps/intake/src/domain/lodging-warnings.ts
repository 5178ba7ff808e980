import type { Complaint } from '@tuntas/complaint';
import type { LodgingWarning } from '@tuntas/contracts';

/** The bounding box of a city in degrees, edges included. */
export interface Bounds {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/**
 * @param bounds null if the tenant data contain no bounds
 * @param isRepeated whether another complaint has one of its external references
 */
export const warningsOf = (
  complaint: Pick<Complaint, 'incidentAt' | 'lodgedAt' | 'location'>,
  bounds: Bounds | null,
  isRepeated: boolean,
): LodgingWarning[] => [
  ...(isFiledLate(complaint) ? ['filed_late' as const] : []),
  ...(bounds && complaint.location && !isInside(bounds, complaint.location) ? ['location_outside_city' as const] : []),
  ...(isRepeated ? ['external_reference_repeated' as const] : []),
];

const dayMs = 86_400_000;
/** A complaint should be filed within 30 days of the service (UU 25/2009 Art. 43). */
const filingDays = 30;
const isFiledLate = ({ incidentAt, lodgedAt }: Pick<Complaint, 'incidentAt' | 'lodgedAt'>): boolean =>
  incidentAt !== null && lodgedAt.getTime() - incidentAt.getTime() > filingDays * dayMs;

const isInside = (
  { south, west, north, east }: Bounds,
  { latitude, longitude }: NonNullable<Complaint['location']>,
): boolean => latitude >= south && latitude <= north && longitude >= west && longitude <= east;
