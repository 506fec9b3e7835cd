"""What web servers read: headers, redirects, what is gone. All from `pipeline/http_headers`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from plugins.model.addresses import ADMIN, FEEDS, Root, spellings
from plugins.pipeline import http_headers


@dataclass(frozen=True, kw_only=True)
class Serving:
    """What every form of server configuration is made from. Paths begin with a slash."""

    root: Root
    general: Mapping[str, str]
    moved: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    admin: bool = False  # whether the editing page is published

    @property
    def page(self) -> dict[str, str]:
        """Return the headers of an ordinary page."""
        return http_headers.headers_of("index.html", self.general)

    @property
    def answers_gone(self) -> tuple[str, ...]:
        """Return every way to ask for what is gone."""
        return tuple(each for path in self.gone for each in spellings(path))

    def varying(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        """Yield each header that is not the same everywhere: its name, its value on pages (none,
        if they have no such header), and the paths on which it has another value, as patterns.

        A pattern with a star at its end is the beginning of a path, and one with a star at its
        beginning the end of one, in letters of either case.
        """
        examples = {
            "/static/*": "static/x.0123456789.css",
            "/images/*": "images/x.png",
            f"/{FEEDS}*": f"{FEEDS}index.html",
            **{f"/{FEEDS}*{each}": f"{FEEDS}x{each}" for each in http_headers.FEED_ENDINGS},
            f"/{http_headers.LISTING}": http_headers.LISTING,
            "*.svg": "static/x.svg",
        }
        if self.admin:
            examples[f"/{ADMIN}*"] = f"{ADMIN}index.html"
        found = {
            pattern: http_headers.headers_of(name, self.general)
            for pattern, name in examples.items()
        }
        for name in {name: "" for headers in found.values() for name in headers}:
            value = self.page.get(name, "")
            others: list[tuple[str, str]] = []
            for pattern, headers in found.items():
                own = headers.get(name, "")
                wider = next((v for p, v in others if pattern.startswith(p[:-1])), value)
                if own != wider and not (pattern == "*.svg" and name == "Cache-Control"):
                    others.append((pattern, own))
            if others:
                yield name, value, others


def headers_file(serving: Serving) -> str:
    """Return `_headers`, as Netlify and Cloudflare Pages read it.

    Both join the values of all rules that fit a path, so no header that depends on the path is in
    the rule for all; pages get the hosts' own caching, which asks again each time.
    """
    base = serving.root.base
    varying = {name: others for name, _, others in serving.varying()}
    rules: dict[str, list[str]] = {f"{base}/*": []}
    for name, value in serving.page.items():
        if name not in varying or name == "Content-Security-Policy":  # two policies both hold
            rules[f"{base}/*"].append(f"{name}: {value}")
    for name, others in varying.items():
        for pattern, own in others:
            for each in _in_both_cases(pattern):
                rule = rules.setdefault(f"{base}/{each.removeprefix('/')}", [])
                if pattern.startswith(f"/{ADMIN}"):  # a looser value holds where the other is gone
                    rule.append(f"! {name}")
                rule.append(f"{name}: {own}")
    for ending in (".rss", ".atom", ".opml"):
        rules[f"{base}/*{ending}"] = [f"Content-Type: {http_headers.TYPES[ending]}"]
    lines = [line for rule, found in rules.items() for line in (rule, *(f"  {h}" for h in found))]
    return "\n".join(lines) + "\n"


def _in_both_cases(pattern: str) -> list[str]:
    """Return all spellings of an ending that may have letters of either case."""
    if not pattern.startswith("*"):
        return [pattern]
    return sorted(map("".join, product(*({c.lower(), c.upper()} for c in pattern))), reverse=True)


def redirects_file(serving: Serving) -> str:
    """Return `_redirects`, as Netlify and Cloudflare Pages read it."""
    base = serving.root.base
    return "".join(f"{base}{old} {base}{new} 301\n" for old, new in serving.moved)


def security_txt(contact: str, now: dt.datetime, siteurl: str) -> str:
    """Return `security.txt` by RFC 9116. It ends a year after the month in which it was made."""
    until = now.astimezone(dt.UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    expires = until.replace(year=until.year + 1)
    return (
        f"Contact: {contact}\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: en\n"
        f"Canonical: {siteurl}/.well-known/security.txt\n"
    )


def nginx_maps(serving: Serving) -> str:
    """Return what nginx includes in its `http` block: one map for each thing that varies."""
    base = serving.root.base
    out = ["map_hash_bucket_size 512;", "map_hash_max_size 65536;"]
    # Volatile: the error page is asked for within the same request.
    out += ["map $uri $hub_gone {", "    volatile;", '    default "";']
    out += [f"    {_word(base + old)} 1;" for old in serving.answers_gone]
    out += ["}", "map $uri $hub_moved {", "    volatile;", '    default "";']
    out += [
        f"    {_word(base + old)} {_word(serving.root.url(new[1:]))};" for old, new in serving.moved
    ]
    out.append("}")
    for name, value, others in serving.varying():
        out += [f"map $uri ${_variable(name)} {{", f"    default {_word(value)};"]
        for pattern, own in reversed(others):  # the first pattern that fits counts
            out.append(f"    ~{_expression(base, pattern)} {_word(own)};")
        out.append("}")
    return "\n".join(out) + "\n"


def _expression(base: str, pattern: str) -> str:
    """Return the regular expression of a pattern of paths."""
    start, star, end = pattern.partition("*")
    if not start:
        return f"(?i){re.escape(end)}$"
    found = f"^{re.escape(base + start)}"
    return found + (f".*{re.escape(end)}$" if end else "" if star else "$")


def nginx_server(serving: Serving) -> str:
    """Return what nginx includes in a `server` block, after `set $hub /srv/www/hub/current;`."""
    base = serving.root.base
    kinds = "\n".join(
        f"    {kind.partition(';')[0]} {e[1:]};" for e, kind in http_headers.TYPES.items()
    )
    texts = sorted({k.partition(";")[0] for k in http_headers.TYPES.values() if "charset" in k})
    varying = [name for name, _, _ in serving.varying()]
    plain_json = http_headers.TYPES[".json"].partition(";")[0]
    feed = http_headers.FEED_TYPES[".json"].partition(";")[0]
    place = "alias $hub/site/;" if base else "root $hub/site;"
    out = [
        f"types {{\n{kinds}\n}}",
        f"default_type {http_headers.UNKNOWN};",
        "charset utf-8;",
        f"charset_types {' '.join(kind for kind in texts if kind != 'text/html')} {feed};",
        "gzip_static on;",
        "gzip_vary on;",
        "server_tokens off;",
        "absolute_redirect off;",
        f"error_page 404 {base}/404.html;",
        *([f"error_page 410 {base}/410.html;"] if serving.gone else []),
        *(
            f"add_header {name} {own} always;"
            for name, value in {**dict.fromkeys(varying, ""), **serving.page}.items()
            for own in ["$" + _variable(name) if name in varying else _word(value)]
        ),
        "if ($hub_gone) {\n    return 410;\n}",
        "if ($hub_moved) {\n    return 301 $hub_moved;\n}",
        f"location {base}/ {{\n    {place}\n    index index.html;\n}}",
        f"location {base}/feeds/ {{\n    {place.replace('site/;', 'site/feeds/;')}\n"
        f"    types {{\n{kinds.replace(plain_json, feed)}\n    }}\n}}",
        f"location ~ ^{re.escape(base)}/_(headers|redirects)$ {{\n    return 404;\n}}",
    ]
    return "\n".join(out) + "\n"


def _variable(header: str) -> str:
    return "hub_" + header.lower().replace("-", "_")


def _word(text: str) -> str:
    """Return a word of nginx's language; what would be a variable stays a dollar sign."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "%24")
    return f'"{plain}"'


def caddy(serving: Serving) -> str:
    """Return what Caddy 2 imports inside a site, after `vars hub /srv/www/hub/current`."""
    base = serving.root.base
    out = ["root * {vars.hub}/site"]
    out += [f"uri strip_prefix {base}"] if base else []
    out += ["@hidden path /_headers /_redirects", "error @hidden 404"]
    out += (
        [f"@gone path {' '.join(map(_word, serving.answers_gone))}", "error @gone 410"]
        if serving.gone
        else []
    )
    out += [
        f"redir {_word(old)} {_word(serving.root.url(new[1:]))} 301" for old, new in serving.moved
    ]
    out += [f"header {name} {_word(value)}" for name, value in serving.page.items()]
    for name, _, others in serving.varying():
        for number, (pattern, own) in enumerate(others):
            place = pattern
            if not pattern.startswith("*") and not pattern.endswith("*"):
                place = f"@{_variable(name)}_{number}"
                out.append(f"{place} path_regexp `{_expression('', pattern)}`")
            out.append(f"header {place} {name} {_word(own)}")
    for ending in (".rss", ".atom", ".opml"):
        out.append(f"header *{ending} Content-Type {_word(http_headers.TYPES[ending])}")
    out.append("file_server {\n    precompressed br gzip\n}")
    if serving.gone:
        rule = "@gone expression `{err.status_code} == 410`\n    rewrite @gone /410.html\n    "
        rule += "@lost expression `{err.status_code} != 410`\n    rewrite @lost /404.html\n    "
    else:
        rule = "rewrite * /404.html\n    "
    out.append(f"handle_errors {{\n    {rule}file_server\n}}")
    return "\n".join(out) + "\n"


def purge_list(paths: Iterable[str], root: Root) -> str:
    """Return the whole addresses that a content delivery network has to ask for again."""
    return "".join(f"{root.absolute(root.url(path))}\n" for path in sorted(paths))
