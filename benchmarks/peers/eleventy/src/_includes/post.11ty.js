import { writeTime } from "./dates.js";

export const data = { layout: "base.11ty.js" };

function writeThread(replies, to) {
  const comments = replies?.get(to);
  if (!comments) return "";
  const items = comments.map(({ id, author, date, html }) => `<li><article class="comment" id="comment-${id}">
<header>${author}, ${writeTime(new Date(date))}</header>
${html}</article>${writeThread(replies, id)}</li>`);
  return `<ol>${items.join("\n")}</ol>`;
}

export function render({ title, page, content, slug, tags, categories, threads }) {
  const writeTerms = (terms, folder) => terms.map((term) => `<a href="/${folder}/${this.slugify(term)}/">${term}</a>`).join(" ");
  return `<article>
<h1><a href="${page.url}">${title}</a></h1>
${content}
<footer>${writeTime(page.date)} ${writeTerms(categories, "category")} ${writeTerms(tags, "tag")}</footer>
</article>
${writeThread(threads[slug], "")}`;
}
