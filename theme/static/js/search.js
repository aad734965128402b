// Searches as the reader types; loads Pagefind on the first word. Without scripts, the form stays hidden.
const form = document.querySelector(".search-form");
const field = form.elements.q;
const outcome = document.querySelector(".search-status");
const list = document.querySelector(".search-results");
const words = outcome.dataset;
// Relative to this file, so it works wherever the site is hosted
const folder = new URL("../../pagefind/", document.currentScript.src).href;
let pagefind;
let timer;
let turn = 0;

async function load() {
  const module = await import(`${folder}pagefind.js`);
  await module.options({ noWorker: true }); // saves 12 KB
  const { languages } = await (await fetch(`${folder}pagefind-entry.json`)).json();
  for (const language of Object.keys(languages).slice(1)) await module.mergeIndex(folder, { language });
  return module;
}

function make(name, className, ...content) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

// An excerpt is text with “<” and “>” escaped, plus <mark>; it is never parsed as HTML.
function mark(excerpt) {
  return excerpt.split(/<\/?mark>/).map((part, index) => {
    const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return index % 2 ? make("mark", "", text) : text;
  });
}

function show({ url, meta, content, excerpt, plain_excerpt }) {
  const whole = content.replace(/\s+/g, " ");
  const before = whole.startsWith(plain_excerpt) ? "" : "… ";
  const after = whole.endsWith(plain_excerpt) ? "" : " …";
  const link = make("a", "", meta.title);
  link.href = url;
  const item = make("li", "article-card", make("h2", "article-card-title", link));
  for (const name of ["lang", "dir"]) if (meta[name]) item[name] = meta[name];
  if (meta.date) item.append(make("p", "article-card-meta", meta.date));
  item.append(make("p", "article-card-summary", before, ...mark(excerpt), after));
  return item;
}

function count(number) {
  const key = number > words.most ? "many" : number > 1 ? "some" : number ? "one" : "none";
  return words[key].replace("#", number);
}

async function search() {
  const mine = ++turn;
  const query = field.value.trim();
  let message = "";
  let found = [];
  if (query) {
    if (!pagefind) outcome.textContent = words.loading;
    try {
      pagefind ??= await load();
      const { results } = await pagefind.search(query);
      found = await Promise.all(results.slice(0, words.most).map((result) => result.data()));
      message = count(results.length);
    } catch {
      message = words.failed;
      await pagefind?.destroy();
      pagefind = undefined; // the next search tries again
    }
  }
  if (mine !== turn) return; // the reader has typed more
  list.replaceChildren(...found.map(show));
  outcome.textContent = message;
  if (pagefind) history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, 300);
});
form.hidden = false;
field.value = new URLSearchParams(location.search).get("q") ?? "";
search();
