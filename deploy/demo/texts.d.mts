/** What the demo says to whoever runs it, in both languages. */
export const texts: Readonly<Record<'id' | 'en', Readonly<Record<string, unknown>>>>;
