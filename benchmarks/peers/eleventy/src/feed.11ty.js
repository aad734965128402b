const SITE = "https://example.org";
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]);

export const data = { permalink: "/feeds/all.atom.xml", eleventyExcludeFromCollections: true };
export const render = ({ collections }) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>A blog</title><id>${SITE}/</id><link href="${SITE}/"/>
<updated>${collections.posts[0].date.toISOString()}</updated>
${collections.posts.slice(0, 100).map((post) => `<entry>
<title>${escape(post.data.title)}</title><id>${SITE}${post.url}</id><link href="${SITE}${post.url}"/>
<updated>${post.date.toISOString()}</updated>
<content type="html">${escape(post.content)}</content>
</entry>`).join("\n")}
</feed>
`;
