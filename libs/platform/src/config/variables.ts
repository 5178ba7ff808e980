import { accessSync, constants } from 'node:fs';
import { z } from 'zod';

/** Environment variables by name, without the empty ones. */
export type Variables = Readonly<Record<string, string | undefined>>;

export const faultOf = (issue: z.core.$ZodIssue): string => `${String(issue.path[0])} ${issue.message}`;

const isReadable = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
};
export const readableFile = z.string().refine(isReadable, 'names no file that can be read');

export const smallCount = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'must be a number from 1 to 999')
  .transform(Number);
