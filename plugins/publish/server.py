"""What web servers read: headers, redirects, what is gone. All from `pipeline/http_headers`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plugins.model.addresses import Root
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

    def varying(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        """Yield each header that is not the same everywhere: its name, its value on pages, and
        the paths (as the beginning and the end of a path) on which it has another value."""
        examples = [
            ("/static/", "", "static/x.0123456789.css"),
            ("/images/", "", "images/x.png"),
            ("/feeds/", "", "feeds/x.rss"),
            ("", ".svg", "images/x.svg"),
        ]
        examples += [("/admin/", "", "admin/index.html")] if self.admin else []
        for name, value in self.page.items():
            others = []
            for start, end, example in examples:
                own = http_headers.headers_of(example, self.general)[name]
                if own != value and not (end and name == "Cache-Control"):
                    others.append((f"{start}*{end}", own))
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
        for pattern, own in varying.get(name, []):
            place = base + pattern if pattern.startswith("/") else f"{base}/{pattern}"
            rule = rules.setdefault(place, [])
            if pattern.startswith("/admin/"):  # a looser value holds only where the other is gone
                rule.append(f"! {name}")
            rule.append(f"{name}: {own}")
    for ending in (".rss", ".atom", ".opml"):
        rules[f"{base}/*{ending}"] = [f"Content-Type: {http_headers.TYPES[ending]}"]
    lines = [line for rule, found in rules.items() for line in (rule, *(f"  {h}" for h in found))]
    return "\n".join(lines) + "\n"


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
    out += [f"    {_word(base + old)} 1;" for old in serving.gone]
    out += ["}", "map $uri $hub_moved {", "    volatile;", '    default "";']
    out += [
        f"    {_word(base + old)} {_word(serving.root.url(new[1:]))};" for old, new in serving.moved
    ]
    out.append("}")
    for name, value, others in serving.varying():
        out += [f"map $uri ${_variable(name)} {{", f"    default {_word(value)};"]
        for pattern, own in reversed(others):  # the first pattern that fits counts
            start, _, end = pattern.partition("*")
            fits = f"^{re.escape(base + start)}" if start else ""
            fits += f"{re.escape(end)}$" if end else ""
            out.append(f"    ~{fits} {_word(own)};")
        out.append("}")
    return "\n".join(out) + "\n"


def nginx_server(serving: Serving) -> str:
    """Return what nginx includes in a `server` block, after `set $hub /srv/www/hub/current;`."""
    base = serving.root.base
    kinds = "\n".join(
        f"    {kind.partition(';')[0]} {e[1:]};" for e, kind in http_headers.TYPES.items()
    )
    texts = sorted({k.partition(";")[0] for k in http_headers.TYPES.values() if "charset" in k})
    varying = {name for name, _, _ in serving.varying()}
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
            for name, value in serving.page.items()
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
        [f"@gone path {' '.join(map(_word, serving.gone))}", "error @gone 410"]
        if serving.gone
        else []
    )
    out += [
        f"redir {_word(old)} {_word(serving.root.url(new[1:]))} 301" for old, new in serving.moved
    ]
    out += [f"header {name} {_word(value)}" for name, value in serving.page.items()]
    for name, _, others in serving.varying():
        out += [f"header {pattern} {name} {_word(own)}" for pattern, own in others]
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
