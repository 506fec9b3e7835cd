"""Recount: the numbers of every year, counted from the Markdown files with nothing of the engine.

`python tests/support/recount.py content 2026-06-01` prints them; the tests compare them with the pages.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FENCE = re.compile(r"^(`{3,}|~{3,})(\w*)[^\n]*\n.*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
CITATION = re.compile(r"\[(@[^\]]+)\]")
FIGURE = re.compile(r"\{fig:([a-z0-9-]+)")
CHART = re.compile(r"^```chart\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass
class Post:
    name: str
    header: dict[str, Any]
    body: str

    @property
    def day(self) -> str:
        return str(self.header["date"])[:10]

    @property
    def year(self) -> int:
        return int(self.day[:4])

    @property
    def title(self) -> str:
        return str(self.header["title"])

    @property
    def text(self) -> str:
        """The text without code, but with its charts."""
        whole = FENCE.sub(lambda found: found[0] if found[2] == "chart" else " ", self.body)
        return re.sub(r"(?<!`)`[^`\n]+`(?!`)", " ", whole)

    @property
    def cited(self) -> set[str]:
        calls = CITATION.findall(self.text)
        return {part.strip()[1:].split(",")[0] for call in calls for part in call.split(";")}

    @property
    def given(self) -> set[str]:
        charts = [yaml.safe_load(found) for found in CHART.findall(self.text)]
        drawn = {name for chart in charts for name in chart["figures"]}
        return {*FIGURE.findall(self.text), *drawn}


def parsed(path: Path) -> tuple[dict[str, Any], str]:
    _, head, body = re.split(r"^---[ \t]*\n", path.read_text("utf-8"), maxsplit=2, flags=re.M)
    return yaml.safe_load(head), body


def headers(folder: Path) -> dict[str, dict[str, Any]]:
    return {path.stem: parsed(path)[0] for path in sorted(folder.glob("*.md"))}


def recount(content: Path, today: str) -> dict[int, dict[str, Any]]:
    """Return what there is to count of each year, by year."""
    posts, withdrawn = [], []
    for path in sorted((content / "posts").rglob("*.md")):
        header, body = parsed(path)
        post = Post(path.stem, header, body)
        status = header.get("status", "published")
        consent = header.get("consent") or {}
        ends = [str(consent[name]) for name in ("withdrawn", "expires") if name in consent]
        if status == "withdrawn":
            withdrawn.append(str(header["withdrawn"]))
        elif status == "published" and post.day < today and all(end > today for end in ends):
            posts.append(post)
    sources, authors = headers(content / "sources"), headers(content / "authors")
    figures = yaml.safe_load((content / "figures.yaml").read_text("utf-8"))
    events = yaml.safe_load((content / "events.yaml").read_text("utf-8"))
    series = headers(content / "series")
    recommendations = headers(content / "recommendations")
    letters = headers(content / "responses")
    first: dict[str, int] = {}
    for post in posts:
        for topic in post.header["topics"]:
            first[topic] = min(first.get(topic, post.year), post.year)
    newer = {name: each["superseded_by"] for name, each in figures.items() if "superseded_by" in each}  # fmt: skip
    return {
        year: _year(
            year,
            posts,
            withdrawn,
            sources,
            authors,
            figures,
            newer,
            events,
            series,
            first,
            recommendations,
            letters,
        )
        for year in sorted({post.year for post in posts})
    }


def _year(
    year: int, posts: list[Post], withdrawn: list[str], sources: dict[str, Any],
    authors: dict[str, Any], figures: dict[str, Any], newer: dict[str, str],
    events: dict[str, Any], series: dict[str, Any], first: dict[str, int],
    recommendations: dict[str, Any], letters: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    mine = [post for post in posts if post.year == year]
    updates = Counter(
        each["kind"]
        for post in posts
        for each in post.header.get("updates", ())
        if str(each["date"])[:4] == str(year) and each["kind"] != "minor"
    )
    updates["withdrawal"] += sum(day[:4] == str(year) for day in withdrawn)
    roles: dict[str, dict[str, list[str]]] = {}
    for post in mine:
        for slug in post.header["authors"]:
            author = authors[slug]
            roles.setdefault(author["role"], {}).setdefault(author["name"], []).append(post.title)
    return {
        "posts": sorted(post.title for post in mine),
        "months": [sum(int(post.day[5:7]) == month for post in mine) for month in range(1, 13)],
        "topics": _posts_by(mine, lambda post: post.header["topics"]),
        "new topics": sorted(topic for topic, then in first.items() if then == year),
        "updates": {kind: count for kind, count in updates.items() if count},
        # A figure brings its own source with it.
        "sources": _posts_by(
            mine, lambda post: post.cited | {figures[name]["source"] for name in post.given}
        ),
        "figures": _posts_by(mine, lambda post: post.given),
        "changed": sorted(
            (old, new)
            for old, new in newer.items()
            if str(sources[figures[new]["source"]]["date"])[:4] == str(year)
        ),
        "recommendations": [
            f"{key}/#{field}-{day}"
            for day, key, field in sorted(
                (str(step["date"]), key, field)
                for key, each in recommendations.items()
                for field in ("response", "progress")
                for step in each.get(field, ())
            )
            if day[:4] == str(year)
        ],
        # Nothing of a letter is shown whose post is not public.
        "letters and replies": sorted(
            [
                (str(each["date"]), f"a letter of {each['by']}", post.title)
                for each in letters.values()
                for post in posts
                if each["post"].endswith(f"/{post.name}.md") and str(each["date"])[:4] == str(year)
            ]
            + [
                (str(each["replied"]), f"the reply of {each['named']}", post.title)
                for post in posts
                for each in post.header.get("replies", ())
                if str(each.get("replied", ""))[:4] == str(year)
            ]
        ),
        "roles": roles,
        "events": {
            event["name"]: year - int(str(event["date"])[:4])
            for event in events.values()
            if int(str(event["date"])[:4]) <= year
        },
        "series": {
            each["title"]: (
                sum(p.header.get("series") == slug and isinstance(p.header["part"], int) for p in posts),
                len(each["parts"]),
            )
            for slug, each in series.items()
            if each.get("year") == year
        },
    }  # fmt: skip


def _posts_by(posts: list[Post], of: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for post in posts:
        for name in of(post):
            found.setdefault(name, []).append(post.title)
    return {name: sorted(found[name]) for name in sorted(found)}


if __name__ == "__main__":
    print(json.dumps(recount(Path(sys.argv[1]), sys.argv[2]), indent=1, ensure_ascii=False))
