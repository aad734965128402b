import { writeTime } from "./_includes/dates.js";

export const data = {
  layout: "base.11ty.js",
  pagination: { data: "collections.lists", size: 1, alias: "list" },
  permalink: ({ list }) => list.address,
  eleventyComputed: { title: ({ list }) => list.title },
};

const summarize = (post) => post.content.match(/<p>.*?<\/p>/s)?.[0] ?? "";

export const render = ({ list }) => `<h1>${list.title}</h1>
${list.posts.map((post) => `<article><h2><a href="${post.url}">${post.data.title}</a></h2>
${summarize(post)}<footer>${writeTime(post.date)}</footer></article>`).join("\n")}
<nav>${list.newer ? `<a href="${list.newer}">Newer</a>` : ""} ${list.number} / ${list.total}
${list.older ? `<a href="${list.older}">Older</a>` : ""}</nav>`;
