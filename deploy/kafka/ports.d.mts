export const isFree: (port: number) => Promise<boolean>;
export const freePort: (taken?: number) => Promise<number>;
export const answers: (port: number) => Promise<boolean>;
