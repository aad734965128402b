// Runs Lighthouse on each {url, form} that it reads as JSON from standard input, one after the other in one
// Chromium, and prints what each run says of every rule that weighs in a score. lighthouse.py judges.
import { text } from "node:stream/consumers";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const OPTIONS = { logLevel: "silent", onlyCategories: CATEGORIES, disableFullPageScreenshot: true };

const { chromium, flags, visits } = JSON.parse(await text(process.stdin));

function describe(audit) {
  const items = audit.details?.items ?? [];
  const places = items.slice(0, 3).map((item) => item.node?.selector ?? item.description ?? item.url ?? item.source?.url);
  return [audit.displayValue, ...places].filter(Boolean).join(", ") || audit.title;
}

// An audit that failed to run has no score; Lighthouse gives no weight to one that does not apply.
function listRules(lhr) {
  return CATEGORIES.flatMap((category) =>
    lhr.categories[category].auditRefs
      .filter(({ weight }) => weight > 0)
      .map(({ id, weight }) => ({ category, id, weight, score: lhr.audits[id].score ?? 0, where: describe(lhr.audits[id]) })),
  );
}

const chrome = await launch({ chromePath: chromium, chromeFlags: flags, logLevel: "silent" });
const runs = [];
try {
  for (const { url, form } of visits) {
    const config = form === "desktop" ? desktopConfig : undefined;
    const { lhr } = await lighthouse(url, { ...OPTIONS, port: chrome.port }, config);
    const error = lhr.runtimeError?.message ?? "";
    runs.push({ url, form, error, rules: error ? [] : listRules(lhr) });
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(runs));
