// Each post's comments, by slug: Map of the id replied to ("" if none) to comments, oldest first.
import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt();

function readComment(path) {
  const [, head, body] = readFileSync(path, "utf8").split("---\n");
  const fields = head.trim().split("\n").map((line) => line.split(/: (.*)/s));
  const header = Object.fromEntries(fields.map(([name, value]) => [name, JSON.parse(value)]));
  return { ...header, slug: basename(dirname(path)), html: markdown.render(body) };
}

export default function readThreads() {
  const comments = globSync("comments/*/*.md").map(readComment);
  comments.sort((one, other) => (one.date < other.date ? -1 : 1));
  const posts = Map.groupBy(comments, (comment) => comment.slug);
  return Object.fromEntries([...posts].map(([slug, list]) => [slug, Map.groupBy(list, (comment) => comment.replyto ?? "")]));
}
