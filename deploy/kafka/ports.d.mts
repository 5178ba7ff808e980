export const isFree: (port: number) => Promise<boolean>;
export const freePort: () => Promise<number>;
export const answers: (port: number) => Promise<boolean>;
