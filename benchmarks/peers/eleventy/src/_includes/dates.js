const WORDS = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
export const writeTime = (date) => `<time datetime="${date.toISOString()}">${WORDS.format(date)}</time>`;
