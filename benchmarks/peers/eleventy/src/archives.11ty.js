import { writeTime } from "./_includes/dates.js";

export const data = { layout: "base.11ty.js", title: "Archives", permalink: "/archives/" };
export const render = ({ collections }) => `<h1>Archives</h1>
<dl>${collections.posts.map((post) => `<dt>${writeTime(post.date)}</dt><dd><a href="${post.url}">${post.data.title}</a></dd>`).join("\n")}</dl>`;
