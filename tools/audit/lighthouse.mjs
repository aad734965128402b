// Reads visits {url, form, exempt} as JSON from standard input and runs Lighthouse on each in turn, in one Chromium.
// Prints each category's score without the exempt rules, and the rules that keep it below 100.
import { text } from "node:stream/consumers";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const { chromium, flags, categories, visits } = JSON.parse(await text(process.stdin));
const OPTIONS = { logLevel: "silent", onlyCategories: categories, disableFullPageScreenshot: true };

function describe(audit) {
  const items = audit.details?.items ?? [];
  const places = items.slice(0, 3).map((item) => item.node?.selector ?? item.description ?? item.url ?? item.source?.url);
  return [audit.displayValue, ...places].filter(Boolean).join(", ") || audit.title;
}

function weigh(rules) {
  const add = (total, { weight, score }) => total + weight * score;
  return Math.round((100 * rules.reduce(add, 0)) / rules.reduce((total, { weight }) => total + weight, 0));
}

// An audit that failed to run has no score; one that does not apply has no weight.
function judge(lhr, category, exempt) {
  const refs = lhr.categories[category].auditRefs.filter(({ weight }) => weight > 0);
  const rules = refs.map(({ id, weight }) => ({ id, weight, score: lhr.audits[id].score ?? 0 }));
  const broken = weigh(rules) < 100 ? rules.filter(({ score }) => score < 1) : [];
  const faults = broken.map(({ id }) => ({ category, rule: id, where: describe(lhr.audits[id]) }));
  return { score: weigh(rules.filter(({ id }) => !exempt.includes(id))), faults };
}

const chrome = await launch({ chromePath: chromium, chromeFlags: flags, logLevel: "silent" });
const runs = [];
try {
  for (const { url, form, exempt } of visits) {
    const config = form === "desktop" ? desktopConfig : undefined;
    const { lhr } = await lighthouse(url, { ...OPTIONS, port: chrome.port }, config);
    const error = lhr.runtimeError?.message ?? "";
    const judged = categories.map((category) => (error ? { score: 0, faults: [] } : judge(lhr, category, exempt)));
    runs.push({ url, form, error, scores: judged.map(({ score }) => score), faults: judged.flatMap(({ faults }) => faults) });
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(runs));
