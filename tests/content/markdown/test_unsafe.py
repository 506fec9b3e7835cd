"""Unsafe HTML: whatever is tried, it is named, or nothing active is left of it; with both engines."""

from __future__ import annotations

import re

import pytest
from tinyhtml5 import parse

from plugins.content.markdown.convert import convert
from plugins.content.markdown.engines import ENGINES
from plugins.content.markdown.sanitise import ALLOWED, SCHEMES

OURS = {*ALLOWED, "aside", "html", "head", "body"}
TRIED = [
    "<script>x</script>", "<SCRIPT SRC=//e.example/x></SCRIPT>", "<scr<script>ipt>x</script>",
    "<img src=x onerror=x>", "<img/src=x/onerror=x>", '<img src="x" onerror="x">',
    "<img src=`x` onerror=x>", "<IMG SRC=j&#97;vascript:x>", '<img src="jav\tascript:x">',
    "<svg/onload=x>", "<svg><script>x</script></svg>", "<svg><a href=javascript:x>y</a></svg>",
    "<math href=javascript:x>y</math>", "<math><mtext><script>x</script></mtext></math>",
    "<body onload=x>", "<html onmouseover=x>", "<head><base href=//e.example/></head>",
    "<iframe src=javascript:x>", "<iframe srcdoc='<script>x</script>'>", "<object data=x>",
    "<embed src=x>", "<applet code=x>", "<link rel=stylesheet href=//e.example/x>",
    "<meta http-equiv=refresh content=0>", "<base href=//e.example/>", "<style>*{x:y}</style>",
    '<p style="background:url(javascript:x)">y</p>', "<form action=x><input type=submit></form>",
    "<button formaction=javascript:x>y</button>", "<input onfocus=x autofocus>",
    "<select onchange=x></select>", "<textarea>x</textarea>", "<video src=x onerror=x>",
    "<audio src=x onerror=x>", "<details ontoggle=x open>y</details>", "<marquee onstart=x>y",
    "<a href=javascript:x>y</a>", "<a href='java&#10;script:x'>y</a>", "<a href=' javascript:x'>y</a>",
    "<a href='&#1;javascript:x'>y</a>", "<a href=data:text/html,x>y</a>", "<a href=vbscript:x>y</a>",
    "<a href=x onclick=x>y</a>", "<a xlink:href=javascript:x>y</a>", "<template><script>x</script></template>",
    "<noscript><p title='</noscript><script>x</script>'>", "<xmp><script>x</script></xmp>",
    "<title><img src=x onerror=x></title>", "<table background=javascript:x><tr><td>y</table>",
    "<td style='x:expression(y)'>z", "<isindex action=javascript:x>", "<!--><script>x</script>-->",
    "<![CDATA[<script>x</script>]]>", "<?xml version='1.0'?><script>x</script>",
    "[y](javascript:x)", "[y](JAVASCRIPT:x)", "[y](java&#115;cript:x)", "[y](<javascript:x>)",
    "[y]( javascript:x)", "[y](data:text/html;base64,eA==)", "[y][z]\n\n[z]: javascript:x",
    "![y](javascript:x)", "<javascript:x>", "![y](x\" onerror=\"x)", "[y](x\" onclick=\"x)",
    "[y](x 'a\" onclick=\"x')", "`<script>x</script>`", "```\n<script>x</script>\n```",
    "```\"><script>x</script>\nx\n```", "[^<script>]: x\n\ny[^<script>]", "# <img src=x onerror=x>",
    "| <script>x</script> |\n| --- |\n| <img src=x onerror=x> |", "<p id=x name=y>z</p>",
    "<a name=x id=y>z</a>", "<p class='x' onmouseover=y>z</p>", "<p dir=\"x\" onclick=\"y\">z</p>",
]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", TRIED)
def test_it_is_named_or_nothing_active_is_left(text: str, engine: str) -> None:
    made = convert("posts/x.md", f"Before.\n\n{text}\n\nAfter.\n", 8, engine)

    if made.problems:
        assert all(problem.line >= 8 for problem in made.problems)
        assert {problem.check_id for problem in made.problems} <= {
            "unsafe-html", "unsafe-address", "missing-alt", "heading-level", "open-comment",
            "foreign-image", "control-character", "link-form", "open-html", "missing-note", "lost-words",
        }  # fmt: skip
        return
    for node in parse(made.html).iter():
        tag = str(node.tag).rpartition("}")[2]
        assert tag in OURS, made.html
        for name, value in node.attrib.items():
            assert not str(name).lower().startswith("on"), made.html
            if name in ("href", "src"):
                scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
                assert scheme is None or scheme[1].lower() in SCHEMES, made.html


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_dropped_is_never_dropped_in_silence(engine: str) -> None:
    """What an HTML5 parser finds in the text, and not in the result, has a message."""
    for text in TRIED:
        if not text.startswith("<") or text.startswith(("<!", "<?", "<javascript")):
            continue
        made = convert("posts/x.md", f"{text}\n", 8, engine)
        active = re.search(
            r"\bon\w+=|javascript|script>|style=|<(?:form|object|embed|base)", made.html
        )
        shown_as_text = "&lt;" in made.html
        assert made.problems or shown_as_text or not active, (text, made.html)
        if re.search(r"^<(?:script|iframe|object|embed|form|style|base|meta|link)\b", text, re.I):
            assert made.problems, text
