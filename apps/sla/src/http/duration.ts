const shape = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const partMs = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000];

/** Parses an ISO 8601 duration in weeks, days, hours, minutes and seconds to ms; null for any other text. */
export const durationMs = (text: string): number | null => {
  const parts = shape.exec(text)?.slice(1);
  return parts ? parts.reduce((sum, part, i) => sum + Number(part ?? 0) * partMs[i]!, 0) : null;
};
