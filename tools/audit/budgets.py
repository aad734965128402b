"""What a page costs a reader with a phone, and whether that is within the budget."""

from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Request, ViewportSize

from tools.audit.chromium import wait_for

PHONE: ViewportSize = {"width": 412, "height": 823}
"""CSS pixels of the screen that Lighthouse takes for a phone; its density is 1.75."""

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

# Not asking for hadRecentInput, as a field measurement would: nobody touches the page here, but to be made a
# phone is an input to Chromium, which would excuse all that moves in the first half second.
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
    """Bytes of bodies as they cross the wire (compressed, without headers), requests, and what moved (CLS).

    A page's icons are counted apart: whether to ask for them is the browser's business, and the figures that
    the budget was made from leave them out. Of its pictures one is among the requests, as in those figures:
    how many more there are is a matter of the text, and what they weigh is in the total.
    """

    total: int
    pictures: int
    css: int
    js: int
    icon: int
    requests: int
    failed: int
    """Requests that were answered with an error or not at all, that of a 404 page for itself aside."""
    third_party: int
    shift: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A request of a page: the address, what it is for ("stylesheet"), the bytes that came."""

    url: str
    kind: str
    size: int
    failed: bool = False


def measure_page(browser: Browser, url: str) -> Cost:
    """What the page at an address costs whoever reads it to its end, with an empty cache."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75, is_mobile=True, has_touch=True)
    with closing(context):
        page = context.new_page()
        requests: list[Request] = []
        # Playwright marks its handlers, which it cannot do with a method of list
        page.on("request", lambda request: requests.append(request))  # noqa: PLW0108
        page.add_init_script(WATCH_SHIFTS)
        page.goto(url, wait_until="networkidle")
        wait_for(page, "all pictures are loaded", SCROLL)
        icons = page.evaluate("[...document.querySelectorAll('link[rel*=icon]')].map(link => link.href)")
        shift = page.evaluate("sumShifts()")
        return add_up(url, [read_transfer(request) for request in requests], icons=icons, shift=shift)


def read_transfer(request: Request) -> Transfer:
    """What became of a request; one that failed or was forbidden brought nothing, but was made."""
    try:
        size = request.sizes()["responseBodySize"]
    except Error:
        size = 0
    response = request.response()
    failed = response is None or (not response.ok and not request.is_navigation_request())
    # What comes from the cache has no body; Chromium still takes the headers off it
    return Transfer(url=request.url, kind=request.resource_type, size=max(size, 0), failed=failed)


def add_up(url: str, transfers: Sequence[Transfer], *, icons: Collection[str], shift: float) -> Cost:
    """The cost of the page at `url`, whose icons are at the addresses `icons`."""
    counted = [transfer for transfer in transfers if transfer.url not in icons]
    pictures = sum(transfer.kind == "image" for transfer in counted)
    host = urlsplit(url).netloc
    return Cost(
        total=sum(transfer.size for transfer in counted),
        pictures=sum(transfer.size for transfer in counted if transfer.kind == "image"),
        css=sum(transfer.size for transfer in counted if transfer.kind == "stylesheet"),
        js=sum(transfer.size for transfer in counted if transfer.kind == "script"),
        icon=sum(transfer.size for transfer in transfers if transfer.url in icons),
        requests=len(counted) - max(pictures - 1, 0),
        failed=sum(transfer.failed for transfer in transfers),
        third_party=sum(urlsplit(transfer.url).netloc != host for transfer in transfers),
        shift=round(shift, 4),
    )


def find_excess(cost: Cost) -> list[tuple[str, str]]:
    """Each limit that a page exceeds, with by how much."""
    return [
        (name, f"{getattr(cost, name):,} where {limit:,} is allowed")
        for name, limit in LIMITS.items()
        if getattr(cost, name) > limit
    ]


def leave_out_pictures(cost: Cost) -> Cost:
    """What a page of a writer's own costs beside her pictures, which weigh what they weigh."""
    return replace(cost, total=cost.total - cost.pictures, pictures=0)
