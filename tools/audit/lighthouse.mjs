// Reads visits {url, form, exempt} as JSON from standard input and runs Lighthouse on each in turn, in one Chromium.
// Prints each category's score without the exempt rules, the rules that keep it below 100, and how many times the device
// was slower than this machine.
import { text } from "node:stream/consumers";
import { launch } from "chrome-launcher";
import lighthouse, { auditFlowArtifacts, desktopConfig } from "lighthouse";

const { chromium, flags, categories, presumedIndex, visits } = JSON.parse(await text(process.stdin));
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

// The same device on any machine: less slow than usual where the machine is slow, but never faster than the machine.
function calibrate(throttling, index) {
  const multiplier = throttling.cpuSlowdownMultiplier * Math.min(1, index / presumedIndex);
  return { ...throttling, cpuSlowdownMultiplier: Math.max(1, multiplier) };
}

// Lighthouse simulates the slower device after the load, from what it recorded, so the multiplier can still be changed
// then. It has to be in the record's settings too: Lighthouse refuses to judge a record with other settings.
async function visit(url, config) {
  const { lhr, artifacts } = await lighthouse(url, { ...OPTIONS, port: chrome.port }, config);
  const usual = artifacts.settings.throttling;
  const throttling = calibrate(usual, lhr.environment.benchmarkIndex);
  if (lhr.runtimeError || throttling.cpuSlowdownMultiplier === usual.cpuSlowdownMultiplier) return lhr;
  const calibrated = { ...artifacts, settings: { ...artifacts.settings, throttling } };
  const gatherSteps = [{ artifacts: calibrated, flags: { ...OPTIONS, throttling } }];
  const { steps } = await auditFlowArtifacts({ gatherSteps }, config);
  return steps[0].lhr;
}

const chrome = await launch({ chromePath: chromium, chromeFlags: flags, logLevel: "silent" });
const runs = [];
try {
  for (const { url, form, exempt } of visits) {
    const config = form === "desktop" ? desktopConfig : undefined;
    const lhr = await visit(url, config);
    const error = lhr.runtimeError?.message ?? "";
    const judged = categories.map((category) => (error ? { score: 0, faults: [] } : judge(lhr, category, exempt)));
    const scores = judged.map(({ score }) => score);
    const slowdown = lhr.configSettings.throttling.cpuSlowdownMultiplier;
    runs.push({ url, form, error, slowdown, scores, faults: judged.flatMap(({ faults }) => faults) });
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(runs));
