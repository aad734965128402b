// Asks for news of its page while the page can be seen: reloads it once it has changed, and shows what the last
// build complained of. Under the theme's Content-Security-Policy it may neither parse HTML nor add <style>.
(async () => {
  const PAUSE = 300;
  const PAUSE_AFTER_FAILURE = 1000;
  const CLOSED = "devserver-closed";
  const TYPED = "devserver-typed";
  const STYLE = `
    :host { all: initial; color-scheme: light dark }
    section {
      position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 40vh; overflow: auto;
      padding: 0.75rem max(1rem, 50vw - 22rem); font: 1rem/1.5 system-ui, sans-serif;
      color: light-dark(#20242c, #e9e6df); background: light-dark(#ffffff, #1b212a);
      border-top: 4px solid light-dark(#a4201f, #ff9d94); box-shadow: 0 0 1rem rgb(0 0 0 / 0.4);
    }
    div { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between }
    h2 { font: inherit; font-weight: bold; margin: 0 }
    ul { margin: 0.5rem 0 0; padding-left: 1.25rem }
    li { white-space: pre-wrap; overflow-wrap: anywhere }
    button { font: inherit; min-height: 2.75rem; padding: 0 1rem }
    @media print { section { display: none } }
  `;
  const { version } = document.currentScript.dataset;
  let panel;
  let shown = "";

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const untilVisible = () =>
    new Promise((resolve) => {
      if (!document.hidden) resolve();
      else document.addEventListener("visibilitychange", resolve, { once: true });
    });

  async function ask() {
    const headers = { Accept: "application/json" };
    return (await fetch(location.pathname, { headers, cache: "no-store" })).json();
  }

  function reload() {
    const fields = [...document.querySelectorAll("input:not([type=file], [type=hidden], [type=password]), textarea")];
    const typed = fields.filter((field) => field.value !== field.defaultValue);
    sessionStorage.setItem(TYPED, JSON.stringify(typed.map(({ name, value }) => [name, value])));
    location.reload();
  }

  // Chromium empties the fields of a page that is reloaded.
  function restoreTyped() {
    for (const [name, value] of JSON.parse(sessionStorage.getItem(TYPED) ?? "[]")) {
      const field = document.getElementsByName(name)[0];
      if (field) field.value = value;
    }
    sessionStorage.removeItem(TYPED);
  }

  function make(name, ...children) {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  }

  function show(title, faults) {
    const news = JSON.stringify([title, faults]);
    if (news === shown) return;
    shown = news;
    panel?.remove();
    if (sessionStorage.getItem(CLOSED) === news) return;
    sessionStorage.removeItem(CLOSED);
    if (!faults.length) return;
    const button = make("button", "Close (Esc)");
    button.addEventListener("click", close);
    const list = make("ul", ...faults.map((fault) => make("li", fault)));
    const section = make("section", make("div", make("h2", title), button), list);
    section.role = "alert";
    section.tabIndex = 0; // so that it scrolls by keyboard
    panel = make("pelican-devserver");
    panel.lang = "en";
    panel.dir = "ltr";
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    const root = panel.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    document.documentElement.append(panel);
    root.append(section);
  }

  function close() {
    panel.remove();
    sessionStorage.setItem(CLOSED, shown); // until there are other problems
  }

  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && panel?.isConnected) close();
  });
  restoreTyped();
  for (;;) {
    await untilVisible();
    try {
      const news = await ask();
      if (news.version !== version) {
        reload();
        return;
      }
      show(news.title, news.faults);
      await pause(PAUSE);
    } catch {
      await pause(PAUSE_AFTER_FAILURE); // the server has stopped, or starts again
    }
  }
})();
