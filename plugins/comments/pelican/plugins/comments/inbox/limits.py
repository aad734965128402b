"""How often one address may send something, kept only in memory and only as long as it counts."""

import ipaddress
from collections import OrderedDict, deque

_WINDOW = 600.0
_MAX_NETWORKS = 10_000


class RateLimit:
    """How often each network has sent something within a sliding window, in seconds of a monotonic clock.

    Evicts the network that has been silent longest when full.
    """

    __slots__ = ("_max_count", "_max_networks", "_times", "_window")

    def __init__(self, max_count: int, *, window: float = _WINDOW, max_networks: int = _MAX_NETWORKS) -> None:
        """Let each network send `max_count` times within `window` seconds."""
        self._max_count = max_count
        self._window = window
        self._max_networks = max_networks
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def admit(self, address: str, now: float) -> float:
        """0.0 if this address may send, which then counts; otherwise the seconds until it may again."""
        network = name_network(address)
        times = self._times.setdefault(network, deque())
        while times and times[0] <= now - self._window:
            times.popleft()
        if len(times) >= self._max_count:
            return times[0] + self._window - now
        times.append(now)
        self._times.move_to_end(network)
        if len(self._times) > self._max_networks:
            self._times.popitem(last=False)
        return 0.0

    def withdraw(self, address: str, moment: float) -> None:
        """Stop counting what was admitted at this moment, since nothing new came of it."""
        network = name_network(address)
        times = self._times.get(network)
        if times and moment in times:
            times.remove(moment)
            if not times:
                del self._times[network]


def name_network(address: str) -> str:
    """The name of the network that one sender is likely to own: an IPv4 address, or an IPv6 /64.

    A subscriber gets at least a /64 (RFC 6177), so single IPv6 addresses cost nothing. Everything that is not
    an address, as a careless proxy may send, shares one name.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.IPv6Address(int(ip) >> 64 << 64))
