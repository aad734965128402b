// Each post's comments, by slug: Map of the id replied to ("" if none) to comments, oldest first.
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt();

function readThread(path) {
  const comments = JSON.parse(readFileSync(path, "utf8"));
  comments.sort((one, other) => (one.date < other.date ? -1 : 1));
  const rendered = comments.map((comment) => ({ ...comment, html: markdown.render(comment.body) }));
  return [basename(path, ".json"), Map.groupBy(rendered, (comment) => comment.replyto ?? "")];
}

export default () => Object.fromEntries(globSync("comments/*.json").map(readThread));
