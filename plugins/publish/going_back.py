"""What an earlier release would show again although it was taken back since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from plugins.base.problems import SiteFault
from plugins.pipeline.http_headers import is_hashed
from plugins.publish.releases import Release
from plugins.publish.report import shows

IMAGES = "images/"
# What web servers read at their start: redirects, and addresses at which nothing answers.
MAPS = "server/nginx-maps.conf"


def shown_again(live: Release, earlier: Release) -> dict[str, str]:
    """Return each address at which what was taken back would be public again, with why it went.

    Of a release that does not say what had been taken back then, nothing is taken for granted.
    """
    return dict(sorted(_shown_again(live, earlier)))


def _shown_again(live: Release, earlier: Release) -> Iterator[tuple[str, str]]:
    for address, how in live.taken.items():
        if address not in earlier.taken and shows(earlier, address):
            yield address, f"was {how}"
    for address, times in live.corrected.items():
        if shows(earlier, address) and earlier.corrected.get(address, 0) < times:
            yield address, "was corrected"
    for name in earlier.served.keys() - live.served.keys():
        if name.startswith(IMAGES) and not is_hashed(name):
            yield f"/{name}", "is an image that was taken out"


def refuse_again(
    live: Release, earlier: Release, kept: Iterable[Release], meant: Collection[str]
) -> None:
    """Raise SiteFault, unless everything that would be shown again is named in `meant`.

    What any release after the earlier one took back counts, for what is live may be an old one
    that somebody went back to. What readers are shown now is not shown again.
    """
    again: dict[str, str] = {}
    for later in (*(each for each in kept if each.id > earlier.id), live):
        found = shown_again(later, earlier)
        again |= {a: why for a, why in found.items() if later is live or not _is_shown(live, a)}
    again = dict(sorted(again.items()))
    left = [address for address in again if address not in meant]
    if not left:
        return
    raise SiteFault(
        "\n".join(
            [
                f"Release {earlier.id} would show again what was taken back since:",
                *(f"  {address} {again[address]}" for address in left),
                "Nothing changed. Mend the fault and publish instead; or name each of these that "
                f"may be public again, such as --show-again {left[0]}",
            ]
        ),
        1,
    )


def _is_shown(release: Release, address: str) -> bool:
    """Return whether readers of a release are shown what stands at an address."""
    return address[1:] in release.served or (
        shows(release, address) and address not in release.taken
    )


def reload_words(before: Release | None, after: Release) -> str:
    """Return what to do at a web server that reads redirects from the release, or nothing."""
    if before is None or before.files.get(MAPS) == after.files.get(MAPS):
        return ""
    return (
        "Redirects or withdrawn addresses changed: have the web server read them, such as by "
        "nginx -t && systemctl reload nginx"
    )
