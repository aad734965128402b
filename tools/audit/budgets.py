"""What a page costs a reader with a phone, and whether that is within the budget."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Request, ViewportSize

from tools.audit.chromium import wait_for

PHONE: ViewportSize = {"width": 412, "height": 823}
"""CSS pixels of Lighthouse's phone, whose density is 1.75."""

LIMITS = {
    "total": 30_000,
    "css": 4_000,
    "js": 1_500,
    "requests": 4,
    "failed": 0,
    "third_party": 0,
    "shift": 0,
}
"""The most that a page may cost, by field of Cost."""

# A field measurement would skip entries with hadRecentInput. Nobody touches the page here, but Chromium
# counts the switch to a phone as input, which would excuse everything that moves in the first half second.
WATCH_SHIFTS = """
let sum = 0;
const add = entries => { for (const entry of entries) sum += entry.value; };
const observer = new PerformanceObserver(list => add(list.getEntries()));
observer.observe({ type: "layout-shift", buffered: true });
window.sumShifts = () => { add(observer.takeRecords()); return sum; };
"""
SCROLL = """async () => {
  const paint = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo({ top: y, behavior: "instant" });
    await paint();
  }
  const pending = [...document.images].filter(image => !image.complete && image.checkVisibility());
  await Promise.all(pending.map(image => new Promise(done => { image.onload = image.onerror = done; })));
  await paint();
  return true;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Bytes of bodies on the wire (compressed, without headers), requests, and layout shift (CLS).

    A page's icons are left out: whether to fetch them is up to the browser. Only one of its pictures counts
    as a request: how many there are depends on the text, and their bytes are in the total.
    """

    total: int
    pictures: int
    css: int
    js: int
    requests: int
    failed: int
    third_party: int
    shift: float


def measure_page(browser: Browser, url: str) -> Cost:
    """The cost of a page for a reader who scrolls to its end, with an empty cache."""
    with browser.new_context(
        viewport=PHONE, device_scale_factor=1.75, is_mobile=True, has_touch=True
    ) as context:
        page = context.new_page()
        requests: list[Request] = []
        # Playwright marks its handlers, which it cannot do with a method of list
        page.on("request", lambda request: requests.append(request))  # noqa: PLW0108
        page.add_init_script(WATCH_SHIFTS)
        page.goto(url, wait_until="networkidle")
        wait_for(page, "all pictures are loaded", SCROLL)
        icons = page.evaluate("[...document.querySelectorAll('link[rel*=icon]')].map(link => link.href)")
        shift = page.evaluate("sumShifts()")
        return add_up(url, requests, icons=icons, shift=shift)


def add_up(url: str, requests: Sequence[Request], *, icons: Collection[str], shift: float) -> Cost:
    """The cost of the page at `url`, whose icons are at the addresses `icons`."""
    sizes, counts = Counter[str](), Counter[str]()
    for request in requests:
        if request.url not in icons:
            sizes[request.resource_type] += read_size(request)
            counts[request.resource_type] += 1
    return Cost(
        total=sizes.total(),
        pictures=sizes["image"],
        css=sizes["stylesheet"],
        js=sizes["script"],
        requests=counts.total() - max(counts["image"] - 1, 0),
        failed=sum(map(has_failed, requests)),
        third_party=sum(urlsplit(request.url).netloc != urlsplit(url).netloc for request in requests),
        shift=round(shift, 4),
    )


def read_size(request: Request) -> int:
    """The bytes received; none for a request that failed or was forbidden."""
    try:
        # Negative for what comes from the cache: no body, but Chromium still subtracts the headers
        return max(request.sizes()["responseBodySize"], 0)
    except Error:
        return 0


def has_failed(request: Request) -> bool:
    """Whether it got an error or no answer; a 404 page's request for itself does not count."""
    response = request.response()
    return response is None or (not response.ok and not request.is_navigation_request())


def find_excess(cost: Cost) -> list[tuple[str, str]]:
    """The limits that a page exceeds, each with the figures."""
    return [
        (name, f"{getattr(cost, name):,}, but {limit:,} is the limit")
        for name, limit in LIMITS.items()
        if getattr(cost, name) > limit
    ]


def leave_out_pictures(cost: Cost) -> Cost:
    """The cost of a page without its pictures: the size of those is the writer's business."""
    return replace(cost, total=cost.total - cost.pictures, pictures=0)
