// Leads to a comment that is on another page of its discussion. Without this script the first page says where it is.
{
  const { start } = document.currentScript.dataset; // of the first page, on all others
  const order = (id) => id.replace(/\d+/g, (digits) => digits.padStart(64, "0"));
  const ask = async (id) => {
    const pages = [...document.querySelectorAll(".comments-index [data-first]")];
    const page = pages.filter(({ dataset }) => order(dataset.first) <= order(id)).pop();
    const text = page ? await (await fetch(page.href)).text() : "";
    const [, found] = text.split(`id="comment-${id}" href="`);
    return found && new URL(found.split('"')[0], page.href).href;
  };
  const lead = async () => {
    const { hash } = location;
    if (!/^#comment-[a-z0-9-]+$/.test(hash)) return;
    const here = document.querySelector(hash);
    if (here && !here.closest(".comments-index")) return;
    const address = start ? start + hash : (here?.href ?? (await ask(hash.slice(9)).catch(() => "")));
    if (address && hash === location.hash) location.replace(address);
  };
  addEventListener("hashchange", lead);
  lead();
}
