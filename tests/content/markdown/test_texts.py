"""Texts as editors write them: each kind that would be bent or cut is told, by cause and cure."""

from __future__ import annotations

import pytest

from plugins.content.markdown.convert import convert
from plugins.content.markdown.engines import ENGINES

BOTH = sorted(ENGINES)
TABLE = "| drug | child | adult |\n| --- | --- | --- |\n"


def told(text: str, engine: str) -> list[str]:
    """Return all that is said of a text: errors and advice, by place."""
    made = convert("posts/2021/x.md", text, 1, engine)
    found = sorted([*made.problems, *made.advice])
    return [
        f"{each.line}:{each.column} {each.message}; {each.hint} [{each.check_id}]" for each in found
    ]


NOT_SHOWN = "the row has {} cells, the table {}: '{}' would not be shown; {} [table-cells]"
BAR = "write '\\|' for a '|' that belongs to the text, or add a column to the head"
DOUBLE = "'||' makes an empty cell: delete one '|' of it, or add a column to the head"
BULLET = "lines that begin with '{}' make no list; begin each item with a hyphen and a space: '- ' [list-sign]"
HARD = "a hard space (U+{}) stands behind '{}', so that it begins no list; put a plain space there [list-space]"
CLOSE = "no space stands behind '{0}', so that it begins no list; write '{0} ' before each item [list-space]"
TOGETHER = "'{}' begins no list, so that these lines run together; number them with '1.', or put an empty line between them [list-sign]"
ENDS = "the {} directly below the table becomes a row of it; leave an empty line below the table [table-end]"
SPLIT = "the empty line above ends the table, so that this row is printed as signs; delete the empty line, so that the rows of a table follow each other [table-gap]"
NO_DASHES = "the rows have no line of dashes below the first, so that they are printed as signs; write {} below the first row [table-dashes]"
NO_NOTE = "the note [^{0}] has no text; write '[^{0}]: ' and its text in a line of its own, or delete it here [missing-note]"
NO_COLON = "'{0}' gives the note [^{1}] no text; write '[^{1}]: ' before its text [missing-note]"
GAP = "'{}' is no {}: a space stands between ']' and '('; write '{}' [link-form]"
SWAPPED = "'{}' is no {}: its brackets are swapped; write '{}' [link-form]"
UNDEFINED = "'{0}' is no {1}: no line '[{2}]: ...' gives its address; add the line '[{2}]: https://...', or write '{3}' [link-form]"
EMPTY = "the link to '{}' has no words; write what it leads to between '[' and ']' [link-empty]"
TWICE = "the address of [{}] is given twice, and the first of them counts; {} [doubled-link]"
HIDDEN = "'{}' is taken for the address of a link, and not shown; write '\\[{}]:' with a backslash before it [hidden-line]"
AUTOLINK = "the address '{}' holds a space; write '{}' [link-form]"
SPACED = "the address of the {} '{}' holds a space; write '{}' [link-form]"
OPEN = "the link '{}' is not closed; write ')' behind '{}' [link-form]"
WEB = "links to '{}', {}; write '{}' [web-address]"
HARD_HEADING = "a hard space (U+{}) stands behind '{}', so that this is no heading; put a plain space there: '{} {}' [heading-space]"
NO_SPACE = "no space stands behind '{0}', so that this is no heading; write '{1} {2}', or '\\{0}' for the sign itself [heading-space]"
NO_WORDS = (
    "the heading has no words; write its words behind the '#', or delete the line [heading-empty]"
)
BY_LINE = "'{}' becomes a heading, because '---' stands directly below it; leave an empty line between them, or write '## ' before it if it is a heading [heading-line]"
UNKNOWN = "the box '{}' is not known; {} [unknown-box]"
OUTSIDE = "the box '{0}' stands outside a quotation, and is printed as signs; write '> {1}', and '> ' before each line of the box [unknown-box]"
CITED = "cannot read the citation '{}'; write '{}' [bad-citation]"
ESCAPED = "'{}' is printed as signs, because a backslash stands before it; write '{}'; put signs that are meant in backquotes [escaped-signs]"
OTHER = "'{}' is of {}, and is printed as signs here; {} [other-system]"
CONTENTS = "'{}' is a table of contents of another system, and is printed as signs here; delete it; the hub lists the headings of a long post by itself [other-system]"
PICTURE = "write '![What it shows](../../images/name.png \"Caption\")'"
MARKDOWN = "write it in Markdown, or delete it"
MAIL_PICTURE = (
    "save the picture in content/images/, and write '![What it shows](../../images/name.png)'"
)
BLANKS = "the columns of these lines are divided by blanks, which make no table; write each line as '{}', and '{}' below the first [table-blanks]"
INDENTED = "'{}' is shown as code, because blanks stand before it; begin it at the start of the line; write '> ' before it for a quotation [indented-words]"
NOTE = "write '> [!{}]', and '> ' before each line of the box"
NEVER_CLOSED = "<{0}> is opened and never closed; write '</{0}>' where it ends, or '&lt;' for a '<' that begins no HTML [open-html]"
NEVER_OPENED = (
    "'</{0}>' closes what was never opened; delete it, or write '<{0}>' where it begins [open-html]"
)
STARS = "'{}' is printed as it stands; write '**words**': a space before and behind it, none within it, and no empty line; or '\\*\\*' for the signs themselves [left-over-sign]"

TOLD: dict[str, dict[str, list[str]]] = {
    "a cell too many": {
        TABLE + "| 40 kg || 5 mg | 20 mg |": ["3:1 " + NOT_SHOWN.format(4, "3 columns", "20 mg", DOUBLE)],
        TABLE + "| a | b | c | d | e |": ["3:1 " + NOT_SHOWN.format(5, "3 columns", "d, e", BAR)],
        "dose | limit\n--- | ---\n5 | 10 | never more": ["3:1 " + NOT_SHOWN.format(3, "2 columns", "never more", BAR)],
        "> | a |\n> | --- |\n> | 1 | 2 |": ["3:3 " + NOT_SHOWN.format(2, "1 column", "2", BAR)],
    },
    "columns that blanks divide": {
        "Drug\tStrength\tDose\nMorphine\t10 mg/ml\t2.5 mg": ["1:1 " + BLANKS.format("| Drug | Strength | Dose |", "| --- | --- | --- |")],
        "Words.\n\nWard      Falls\nSeven     12\nEight     4": ["3:1 " + BLANKS.format("| Ward | Falls |", "| --- | --- |")],
        "> Age\tLimit\n> 12\t5 mg": ["1:3 " + BLANKS.format("| Age | Limit |", "| --- | --- |")],
    },
    "a sentence that is shown as code": {
        "Words.\n\n\t“We were lucky,” said the ward manager.": ["3:2 " + INDENTED.format("“We were lucky,” said the ward manager.")],
        "Words.\n\n    The dose was changed on the same day.\n\nMore.": ["3:5 " + INDENTED.format("The dose was changed on the same day.")],
        "Words.\n\n      Who decides, and who is told, and when?": ["3:7 " + INDENTED.format("Who decides, and who is told, and when?")],
    },
    "what an e-mail leaves": {
        "See [cid:image001.png@01DA2B3C.4D5E] here.": ["1:5 " + OTHER.format("[cid:image001.png@01DA2B3C.4D5E]", "an e-mail", MAIL_PICTURE)],
        "The dose was =3D 2.5 mg=20\nand =\nhere.": ["1:14 " + OTHER.format("=3D 2.5 mg=20 and = here.", "the source of an e-mail", "copy the words from the e-mail as it is shown")],
        "It=E2=80=99s the ward=E2=80=99s own.": ["1:3 " + OTHER.format("=E2=80=99s the ward=E2=80=99s own.", "the source of an e-mail", "copy the words from the e-mail as it is shown")],
    },
    "a head unlike its dashes": {
        "| a | b | c |\n| --- | --- |\n| 1 | 2 | 3 |": ["2:1 the head of the table has 3 cells, the dashes below it 2; write the line of dashes as | --- | --- | --- | [table-columns]"],
        "| a |\n| --- | --- |\n| 1 | 2 |": ["2:1 the head of the table has 1 cell, the dashes below it 2; write the line of dashes as | --- | [table-columns]"],
        "a | b\n:-- | :-: | --:\n1 | 2": ["2:1 the head of the table has 2 cells, the dashes below it 3; write the line of dashes as | --- | --- | [table-columns]"],
    },
    "a table without dashes": {
        "| a | b |\n| 1 | 2 |": ["1:1 " + NO_DASHES.format("| --- | --- |")],
        "Text.\n\n| a | b | c |\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |": ["3:1 " + NO_DASHES.format("| --- | --- | --- |")],
        "| only | one |": ["1:1 " + NO_DASHES.format("| --- | --- |")],
        "| --- | --- |\n| 1 | 2 |": ["1:1 the table has no head above its line of dashes, and is printed as signs; write the names of the columns above the line of dashes [table-dashes]"],
    },
    "an empty line in a table": {
        TABLE + "| a | b | c |\n\n| d | e | f |": ["5:1 " + SPLIT],
        "| a | b |\n\n| --- | --- |\n| 1 | 2 |": ["3:1 " + SPLIT],
        "| a | b |\n| --- | --- |\n\n| 1 | 2 |\n| 3 | 4 |": ["4:1 " + SPLIT],
    },
    "text directly below a table": {
        TABLE + "| a | b | c |\nSource: the ward.": ["4:1 " + ENDS.format("line")],
        TABLE + "| a | b | c |\n## Next": ["4:1 " + ENDS.format("heading")],
        "a | b\n--- | ---\n1 | 2\n*All in mg.*": ["4:1 " + ENDS.format("line")],
    },
    "a note without text": {
        "One[^2].": ["1:4 " + NO_NOTE.format("2")],
        "One[^a] two[^b].\n\n[^a]: A.": ["1:12 " + NO_NOTE.format("b")],
        "One[^1].\n\n[^1]:": ["3:1 the note [^1] has no text; write it behind the colon [missing-note]"],
    },
    "the text of a note without a colon": {
        "One[^2].\n\n[^2] The text.": ["3:1 " + NO_COLON.format("[^2]", "2")],
        "One[^a].\n\n[^a] : The text.": ["3:1 " + NO_COLON.format("[^a]", "a")],
        "One[^1].\n\n[1] The text.": ["3:1 " + NO_COLON.format("[1]", "1")],
    },
    "a gap in a link": {
        "[a] (https://x.org/)": ["1:1 " + GAP.format("[a] (https://x.org/)", "link", "[a](https://x.org/)")],
        "See [the report] (../2021/y.md) now.": ["1:5 " + GAP.format("[the report] (../2021/y.md)", "link", "[the report](../2021/y.md)")],
        "![A ward] (../../images/a.png)": ["1:1 " + GAP.format("![A ward] (../../images/a.png)", "image", "![A ward](../../images/a.png)")],
        "[a]\n(www.x.org)": ["1:1 " + GAP.format("[a] (www.x.org)", "link", "[a](www.x.org)")],
    },
    "brackets swapped": {
        "(a)[https://x.org/]": ["1:1 " + SWAPPED.format("(a)[https://x.org/]", "link", "[a](https://x.org/)")],
        "See (the page)[../../pages/about.md].": ["1:5 " + SWAPPED.format("(the page)[../../pages/about.md]", "link", "[the page](../../pages/about.md)")],
        "!(A ward)[../../images/a.png]": ["1:1 " + SWAPPED.format("!(A ward)[../../images/a.png]", "image", "![A ward](../../images/a.png)")],
    },
    "a link to a name that has no address": {
        "[x][y]": ["1:1 " + UNDEFINED.format("[x][y]", "link", "y", "[x](address)")],
        "See [the report][] here.": ["1:5 " + UNDEFINED.format("[the report][]", "link", "the report", "[the report](address)")],
        "![A ward][w]": ["1:1 " + UNDEFINED.format("![A ward][w]", "image", "w", "![A ward](address)")],
    },
    "a link without words": {
        "[](https://x.org/)": ["1:4 " + EMPTY.format("https://x.org/")],
        "See [ ](https://x.org/a) there.": ["1:9 " + EMPTY.format("https://x.org/a")],
        "Call [](tel:111).": ["1:9 " + EMPTY.format("tel:111")],
    },
    "an address that is given twice": {
        "[a][1]\n\n[1]: https://x.org\n[1]: https://y.org": ["4:1 " + TWICE.format("1", "give one of them another name")],
        "[a][n]\n\n[n]: https://x.org\n[N]: https://y.org": ["4:1 " + TWICE.format("N", "give one of them another name")],
        "[a][n]\n\n[n]: https://x.org\n\n[n]: https://x.org": ["5:1 " + TWICE.format("n", "delete one of them")],
    },
    "a line that is taken for an address": {
        "[Update]: tomorrow": ["1:1 " + HIDDEN.format("[Update]: tomorrow", "Update")],
        "Text.\n\n[Note]: unfinished": ["3:1 " + HIDDEN.format("[Note]: unfinished", "Note")],
        "Text.\n\n[Ann Example]: No": ["3:1 " + HIDDEN.format("[Ann Example]: No", "Ann Example")],
    },
    "a link that is not closed": {
        "See [a](https://x.org/b and more.": ["1:5 " + OPEN.format("a", "https://x.org/b")],
        "[a](../2021/y.md\n\nMore.": ["1:1 " + OPEN.format("a", "../2021/y.md")],
        "- [the page](www.x.org\n- b": ["1:3 " + OPEN.format("the page", "www.x.org")],
    },
    "an odd address": {
        "[a](www.example.org)": ["1:5 " + WEB.format("www.example.org", "which has no 'https://'", "https://www.example.org")],
        "[a](example.org/page)": ["1:5 " + WEB.format("example.org/page", "which has no 'https://'", "https://example.org/page")],
        "[a](info@example.org)": ["1:5 " + WEB.format("info@example.org", "an e-mail address without 'mailto:'", "mailto:info@example.org")],
        "[a](http:/x.org/b)": ["1:5 " + WEB.format("http:/x.org/b", "whose beginning is odd", "http://x.org/b")],
        "[a](https://https://x.org)": ["1:5 " + WEB.format("https://https://x.org", "whose beginning is odd", "https://x.org")],
        "[a](https//x.org)": ["1:5 " + WEB.format("https//x.org", "whose beginning is odd", "https://x.org")],
        "[a](htps://x.org)": ["1:5 " + WEB.format("htps://x.org", "whose beginning is odd", "https://x.org")],
        "[a](//x.org/b)": ["1:5 " + WEB.format("//x.org/b", "which has no 'https:'", "https://x.org/b")],
        "[a](https://example)": ["1:5 links to 'https://example', but 'example' can be no site; open the page in a browser, and copy the address from there [web-address]"],
        "[a](https://x.org:99999/)": ["1:5 links to 'https://x.org:99999/', but what follows its ':' can be no port (1 to 65535); open the page in a browser, and copy the address from there [web-address]"],
        "[a](https://x.org:0/b)": ["1:5 links to 'https://x.org:0/b', but what follows its ':' can be no port (1 to 65535); open the page in a browser, and copy the address from there [web-address]"],
        "[a](https://x..org/)": ["1:5 links to 'https://x..org/', but 'x..org' can be no site; open the page in a browser, and copy the address from there [web-address]"],
    },
    "bullets of a word processor": {
        "• gloves\n• masks": ["1:1 " + BULLET.format("•")],
        "Take:\n\n● gloves\n\n◦ masks": ["3:1 " + BULLET.format("●"), "5:1 " + BULLET.format("◦")],
        "▪\tgloves\n▪\tmasks": ["1:1 " + BULLET.format("▪")],
        "\uf0b7 gloves": ["1:1 lines that begin with a bullet of a word processor make no list; begin each item with a hyphen and a space: '- ' [list-sign]"],
        "✓ gloves\n✓ masks": ["1:1 lines that begin with '✓' make no list, and run together; begin each item with a hyphen and a space: '- ✓ ' [list-sign]"],
    },
    "a hard space behind the sign of a list": {
        "-\u00a0gloves\n-\u00a0masks": ["1:1 " + HARD.format("00A0", "-")],
        "1.\u00a0gloves\n2.\u00a0masks": ["1:1 " + HARD.format("00A0", "1.")],
        "*\u2003gloves": ["1:1 " + HARD.format("2003", "*")],
    },
    "no space behind the sign of a list": {
        "-gloves\n-masks": ["1:1 " + CLOSE.format("-")],
        "- gloves\n-masks": ["2:1 " + CLOSE.format("-")],
        "1. gloves\n2.masks": ["2:1 " + CLOSE.format("2.")],
        "Take:\n\n1.gloves\n2.masks": ["3:1 " + CLOSE.format("1.")],
        "+gloves\n+masks": ["1:1 " + CLOSE.format("+")],
    },
    "dashes for hyphens": {
        "– gloves\n– masks": ["1:1 " + BULLET.format("–")],
        "— gloves\n— masks\n— gowns": ["1:1 " + BULLET.format("—")],
        "Take:\n\n– gloves\n\n– masks": ["3:1 " + BULLET.format("–")],
    },
    "letters and brackets for numbers": {
        "a) gloves\nb) masks": ["1:1 " + TOGETHER.format("a)")],
        "Take:\n\n(1) gloves\n(2) masks\n(3) gowns": ["3:1 " + TOGETHER.format("(1)")],
        "i) gloves\nii) masks": ["1:1 " + TOGETHER.format("i)")],
        "Take:\n2. gloves\n3. masks": ["2:1 '2.' directly below text begins no list; leave an empty line before the list [list-gap]"],
    },
    "a heading that is none": {
        "##\u00a0Found": ["1:1 " + HARD_HEADING.format("00A0", "##", "##", "Found")],
        "###\u202fFound\n\nText.": ["1:1 " + HARD_HEADING.format("202F", "###", "###", "Found")],
        "##Found": ["1:1 " + NO_SPACE.format("##", "##", "Found")],
        "#What was found\n\nText.": ["1:1 " + NO_SPACE.format("#", "##", "What was found")],
        "Text.\n####Deeper": ["2:1 " + NO_SPACE.format("####", "####", "Deeper")],
    },
    "a heading without words": {
        "## ": ["1:1 " + NO_WORDS],
        "Text.\n\n###\n\nMore.": ["3:1 " + NO_WORDS],
        "## ##": ["1:1 " + NO_WORDS],
    },
    "a heading by accident": {
        "The last words of a part.\n---\n\nMore.": ["2:1 " + BY_LINE.format("The last words of a part.")],
        "Contact us by post\n---": ["2:1 " + BY_LINE.format("Contact us by post")],
        "These are the sources:\n---\n\n- one": ["2:1 " + BY_LINE.format("These are the sources:")],
    },
    "a box of another name": {
        "> [!INFO]\n> x": ["1:3 " + UNKNOWN.format("[!INFO]", "write '[!NOTE]'")],
        "> [!danger]\n> x": ["1:3 " + UNKNOWN.format("[!danger]", "write '[!CAUTION]'")],
        "> [!WARNIGN]\n> x": ["1:3 " + UNKNOWN.format("[!WARNIGN]", "did you mean 'WARNING'?")],
        "> [!NOTE]-\n> x": ["1:3 the box '[!NOTE]-' cannot fold; write '[!NOTE]' [unknown-box]"],
        "[!TIP]\nx": ["1:1 " + OUTSIDE.format("[!TIP]", "[!TIP]")],
    },
    "a citation in another form": {
        "As said [see @x].": ["1:9 " + CITED.format("[see @x]", "see [@x]")],
        "As said [-@x].": ["1:9 " + CITED.format("[-@x]", "[@x]")],
        "As said [ @x ].": ["1:9 " + CITED.format("[ @x ]", "[@x]")],
        "As said [cf. @x, p. 3].": ["1:9 " + CITED.format("[cf. @x, p. 3]", "cf. [@x, p. 3]")],
    },
    "what a rich-text editor escaped": {
        "As said \\[@known-source, p. 2].": ["1:9 " + ESCAPED.format("\\[@known-source, p. 2]", "[@known-source, p. 2]")],
        "> \\[!WARNING]\n> Words.": ["1:3 " + ESCAPED.format("\\[!WARNING]", "[!WARNING]")],
        "See \\[words](../2021/one.md).": ["1:5 " + ESCAPED.format("\\[words](../2021/one.md)", "[words](../2021/one.md)")],
    },
    "what is left over of another system": {
        "[TOC]\n\nText.": ["1:1 " + CONTENTS.format("[TOC]")],
        "[[_TOC_]]": ["1:1 " + CONTENTS.format("[[_TOC_]]")],
        '{{< figure src="a.png" >}}': ["1:1 " + OTHER.format('{{< figure src="a.png" >}}', "Hugo", PICTURE)],
        "{% include note.html %}": ["1:1 " + OTHER.format("{% include note.html %}", "Jekyll or Eleventy (Liquid)", MARKDOWN)],
        "Hi {{ site.title }}.": ["1:4 " + OTHER.format("{{ site.title }}", "a template (Jekyll, Eleventy, Handlebars)", MARKDOWN)],
        '[caption id="a"]Words[/caption]': ["1:1 " + OTHER.format('[caption id="a"]', "WordPress", PICTURE)],
        '[su_note color="red"]Words[/su_note]': ["1:1 " + OTHER.format('[su_note color="red"]', "WordPress", MARKDOWN)],
        "::: warning\nWords.\n:::": ["1:1 " + OTHER.format("::: warning", "Pandoc, Docusaurus or MyST", NOTE.format("WARNING"))],
        "!!! tip\n    Words.": ["1:1 " + OTHER.format("!!! tip", "MkDocs", NOTE.format("TIP"))],
        "Words\n{: .lead}": ["2:1 " + OTHER.format("{: .lead}", "kramdown (Jekyll)", "delete it")],
        "## Found {#found}": ["1:10 " + OTHER.format("{#found}", "Pandoc or kramdown", "delete it; a heading gets its address from its words")],
        "It is ==new== here.": ["1:7 " + OTHER.format("==new==", "Obsidian or Typora", "write '**new**', or '<mark>new</mark>'")],
        "See [[Other page]].": ["1:5 " + OTHER.format("[[Other page]]", "Obsidian or a wiki", "write '[words](../2021/name.md)'")],
        ".. note::\n\n   Words.": ["1:1 " + OTHER.format(".. note::", "reStructuredText (Sphinx)", NOTE.format("NOTE"))],
        "It says\\cite{x} so.": ["1:8 " + OTHER.format("\\cite{x}", "LaTeX", MARKDOWN)],
        "One^[a note] two.": ["1:4 " + OTHER.format("^[a note]", "Pandoc", "write '[^1]' there, and '[^1]: ' with the words at the end")],
    },
    "HTML that is never closed": {
        "<details>\n<summary>More</summary>\nText.": ["1:1 " + NEVER_CLOSED.format("details")],
        "H<sub>2O is water.": ["1:2 " + NEVER_CLOSED.format("sub")],
        "Text.</div>": ["1:6 " + NEVER_OPENED.format("div")],
    },
    "an address with a space between < and >": {
        "See <https://example.org/a policy>.": ["1:5 " + AUTOLINK.format("https://example.org/a policy", "<https://example.org/a%20policy>")],
        "- <https://example.org/my file.pdf>": ["1:3 " + AUTOLINK.format("https://example.org/my file.pdf", "<https://example.org/my%20file.pdf>")],
        "> At <http://x.org/a b c?d=e>": ["1:6 " + AUTOLINK.format("http://x.org/a b c?d=e", "<http://x.org/a%20b%20c?d=e>")],
    },
    "an address with a space": {
        "See [the policy](https://x.org/a policy.pdf).": ["1:5 " + SPACED.format("link", "the policy", "https://x.org/a%20policy.pdf")],
        "![A ward](../../images/my ward.png)": ["1:1 " + SPACED.format("image", "A ward", "../../images/my%20ward.png")],
        "[a](www.x.org/a b)": ["1:1 " + SPACED.format("link", "a", "www.x.org/a%20b")],
    },
    "emphasis that is none": {
        "Give **no more **than two.": ["1:6 " + STARS.format("**no m")],
        "Give ** no more** than two.": ["1:6 " + STARS.format("**")],
        "**Warning: give two.": ["1:1 " + STARS.format("**Warn")],
    },
    "a comparison that begins a line": {
        'The limit is\n>5 mg per kg': ["2:1 '>5 mg per kg' becomes a quotation, and loses its '>'; write 'more than 5 mg per kg', or '\\>' for the sign itself [lost-sign]"],
        '- >65 years\n- > 80 kg': ["1:3 '>65 years' becomes a quotation, and loses its '>'; write 'more than 65 years', or '\\>' for the sign itself [lost-sign]", "2:3 '> 80 kg' becomes a quotation, and loses its '>'; write 'more than 80 kg', or '\\>' for the sign itself [lost-sign]"],
        'Stop if\n>= 5 mmol/l': ["2:1 '>= 5 mmol/l' becomes a quotation, and loses its '>'; write 'at least 5 mmol/l', or '\\>' for the sign itself [lost-sign]"],
        'The limit:\n\n> 5 mg\n\nis high.': ["3:1 '> 5 mg' becomes a quotation, and loses its '>'; write 'more than 5 mg', or '\\>' for the sign itself [lost-sign]"],
    },
    "a number that a list does not show": {
        '2019. It began.\n\n2021. It ended.': ["3:1 the page shows 2020 for '2021.', since a list is numbered from its first number on; write 2020, or '2021\\.' in each line for numbers that are meant [list-number]"],
        '1. Stop\n2. Look\n4. Go': ["3:1 the page shows 3 for '4.', since a list is numbered from its first number on; write 3, or '4\\.' in each line for numbers that are meant [list-number]"],
        '1) Stop\n\n    More.\n\n3) Go': ["5:1 the page shows 2 for '3)', since a list is numbered from its first number on; write 2, or '3\\)' in each line for numbers that are meant [list-number]"],
        'Words.\n\n3. Stop\n5. Go\n\nWords.\n\n1. a\n2. b': ["4:1 the page shows 4 for '5.', since a list is numbered from its first number on; write 4, or '5\\.' in each line for numbers that are meant [list-number]"],
    },
    "stars between numbers": {
        'Give 2*3*4 mg.': ["1:7 the stars of '2*3*4' are taken for emphasis, and not shown; write '2×3×4' [lost-sign]"],
        'Area: 10*20*30 cm': ["1:9 the stars of '10*20*30' are taken for emphasis, and not shown; write '10×20×30' [lost-sign]"],
        '> (2+3)*4*(5)': ["1:8 the stars of '*4*(5)' are taken for emphasis, and not shown; write '×4×(5)' [lost-sign]"],
    },
    "stars behind words": {
        'Deaths fell by 3%*.\n\n* provisional': ["3:1 '* provisional' becomes an item of a list, and loses its star; write '[^1]' for the star in the text, and '[^1]: ' before these words [lost-sign]"],
        'Harm* fell.\n\nWords.\n\n* estimated by hand': ["5:1 '* estimated by hand' becomes an item of a list, and loses its star; write '[^1]' for the star in the text, and '[^1]: ' before these words [lost-sign]"],
        '> Words.\n\nIt was 5* in all.\n\n* in March': ["5:1 '* in March' becomes an item of a list, and loses its star; write '[^1]' for the star in the text, and '[^1]: ' before these words [lost-sign]"],
    },
    "lines that run together": {
        'Nurse: What is it?\nDoctor: Five.': ["1:1 'Nurse: What is it?' and 'Doctor: Five.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        'Roses are red\nViolets are blue\nWards are full': ["1:1 'Roses are red' and 'Violets are blue' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '09:00 Admitted\n09:30 Seen by a nurse\n11:00 Died': ["1:1 '09:00 Admitted' and '09:30 Seen by a nurse' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        'Q. What happened?\nA. Nothing.': ["1:1 'Q. What happened?' and 'A. Nothing.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '> Ann Example\n> Nurse\n> Ward Seven': ["1:3 'Ann Example' and 'Nurse' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
    },
    "notes numbered by hand": {
        'Words.\n\n[1] Smith 2020.\n[2] Jones 2021.': ["3:1 lines that begin with '[1]' run together; write a note for each: '[^1]' in the text, and '[^1]: ' before its words [run-together]"],
        'Words².\n\n¹ Smith 2020\n² Jones': ["3:1 lines that begin with '¹' run together; write a note for each: '[^1]' in the text, and '[^1]: ' before its words [run-together]"],
        '† provisional\n‡ estimated': ["1:1 lines that begin with '†' run together; write a note for each: '[^1]' in the text, and '[^1]: ' before its words [run-together]"],
        '1 Smith 2020\n2 Jones 2021': ["1:1 lines that begin with '1' run together; write '1. ' before each item of a list, or '[^1]: ' before each note, and '[^1]' in the text [run-together]"],
    },
    "a definition of another system": {
        'Sepsis\n: A reaction': ["2:1 ': A reaction' is printed behind the line above it, with its ':'; write '**Sepsis**: ' and its words in one line [run-together]"],
        'Harm\n:   Damage\n:   Loss': ["2:1 ': Damage' is printed behind the line above it, with its ':'; write '**Harm**: ' and its words in one line [run-together]"],
        '> Harm\n> : Damage': ["2:3 ': Damage' is printed behind the line above it, with its ':'; write '**Harm**: ' and its words in one line [run-together]"],
    },
    "a line below a list": {
        '- one\n- two\nThank you.': ["3:1 'Thank you.' becomes a part of the last item above it; leave an empty line between them, or indent it by four spaces [item-end]"],
        '1. Stop\n2. Look\nAll of this matters.': ["3:1 'All of this matters.' becomes a part of the last item above it; leave an empty line between them, or indent it by four spaces [item-end]"],
        '* one\n* two\n"We agree," she said.': ['3:1 \'"We agree," she said.\' becomes a part of the last item above it; leave an empty line between them, or indent it by four spaces [item-end]'],
    },
    "a line below a quotation": {
        '> Nobody asked.\nWe agree.': ["2:1 'We agree.' becomes a part of the quotation above it; leave an empty line between them, or write '> ' before it [quotation-end]"],
        '> We will act.\n"When?" she asked.': ['2:1 \'"When?" she asked.\' becomes a part of the quotation above it; leave an empty line between them, or write \'> \' before it [quotation-end]'],
        '> > Nobody asked.\n2019 was the year.': ["2:1 '2019 was the year.' becomes a part of the quotation above it; leave an empty line between them, or write '> ' before it [quotation-end]"],
    },
    "a word that a line divides": {
        'The patient was trans-\nferred.': ["1:17 the end of a line divides 'trans-ferred', so that a space is shown in it; write 'transferred' or 'trans-ferred' in one line [broken-word]"],
        '> It was re-\n> admitted.': ["1:10 the end of a line divides 're-admitted', so that a space is shown in it; write 'readmitted' or 're-admitted' in one line [broken-word]"],
        '- A well-\n  known drug.': ["1:5 the end of a line divides 'well-known', so that a space is shown in it; write 'wellknown' or 'well-known' in one line [broken-word]"],
    },
    "code that never ends": {
        '```\nWords': ["1:1 '```' begins a passage of code that never ends; write '```' in a line of its own where it ends, or delete it here [open-code]"],
        'Words.\n\n~~~ text\nMore.\n\nStill more.': ["3:1 '~~~' begins a passage of code that never ends; write '~~~' in a line of its own where it ends, or delete it here [open-code]"],
        '```\na\n```\n\n```\nb': ["5:1 '```' begins a passage of code that never ends; write '```' in a line of its own where it ends, or delete it here [open-code]"],
    },
    "a paragraph that is indented": {
        '    We were lucky that night, she said\nand left.': ["1:5 'We were lucky that night, she said' is shown as code, because blanks stand before it; begin it at the start of the line; write '> ' before it for a quotation [indented-words]"],
        'Words.\n\n\tThe ward was full that night\n\tand nobody came.': ["3:2 'The ward was full that night' is shown as code, because blanks stand before it; begin it at the start of the line; write '> ' before it for a quotation [indented-words]"],
        'Words.\n\n    “It was dark, and nobody came” he said\n\nMore.': ["3:5 '“It was dark, and nobody came” he said' is shown as code, because blanks stand before it; begin it at the start of the line; write '> ' before it for a quotation [indented-words]"],
    },
    "a formula of LaTeX": {
        'It was $\\frac{3}{10}$.': ["1:8 '$\\frac{3}{10}$' is of LaTeX, and is printed as signs here; write it in words, or with signs such as × ÷ ≤ ≥ ² ₂ [other-system]"],
        'If \\(x<5\\), stop.': ["1:4 '\\(x<5\\)' is of LaTeX, and is printed as signs here; write it in words, or with signs such as × ÷ ≤ ≥ ² ₂ [other-system]"],
        '\\[r = \\alpha\\]': ["1:1 '\\[r = \\alpha\\]' is of LaTeX, and is printed as signs here; write it in words, or with signs such as × ÷ ≤ ≥ ² ₂ [other-system]"],
        'So $r = d/n$ here.': ["1:4 '$r = d/n$' is of LaTeX, and is printed as signs here; write it in words, or with signs such as × ÷ ≤ ≥ ² ₂ [other-system]"],
    },
    "marks of a program": {
        'It is {++10++} mg.': ["1:7 '{++10++}' is of a program that tracks changes (CriticMarkup), and is printed as signs here; take or refuse the change, and delete its signs [other-system]"],
        'Text 【12†source】.': ["1:6 '【12†source】' is of a program that writes texts (ChatGPT), and is printed as signs here; cite the source itself: '[@key]' [other-system]"],
        'Done :white_check_mark: now.': ["1:6 ':white_check_mark:' is of a chat (Slack, Teams, GitHub), and is printed as signs here; write the sign itself, or leave it out [other-system]"],
        '*[NHS]: National Health Service': ["1:1 '*[NHS]: National Health Service' is of PHP Markdown Extra or MkDocs, and is printed as signs here; write the term and its meaning in content/glossary.yaml [other-system]"],
        'Text {Smith, 2020 #12}.': ["1:6 '{Smith, 2020 #12}' is of EndNote or Zotero, and is printed as signs here; cite the source itself: '[@key]' [other-system]"],
        'See Error! Reference source not found.': ["1:5 'Error! Reference source not found.' is of Word, and is printed as signs here; write what should stand there [other-system]"],
        "Words.\n\nh2. Heading\n\nbq. Words": [
            "3:1 'h2. Heading' is of Textile, and is printed as signs here; write '## ' before it [other-system]",
            "5:1 'bq. Words' is of Textile, and is printed as signs here; write '> ' before it [other-system]",
        ],
        '![A](../../images/a.png){width=50%}': ["1:25 '{width=50%}' is of Pandoc or kramdown, and is printed as signs here; delete it [other-system]"],
        'Stop[/b] it.': ["1:5 '[/b]' is of a forum (BBCode), and is printed as signs here; write it in Markdown, or delete it [other-system]"],
    },
    "raised and lowered numbers": {
        'It is 10^9 per litre.': ["1:7 '10^9' is printed as it stands; write '10⁹' [left-over-sign]"],
        '5 x 10^-3 m': ["1:5 '10^-3' is printed as it stands; write '10⁻³' [left-over-sign]"],
        'H~2~O and rest': ["1:1 'H~2~O' is printed as it stands; write 'H₂O' [left-over-sign]"],
        'm^{2} of floor': ["1:1 'm^{2}' is printed as it stands; write 'm²' [left-over-sign]"],
    },
    "quotation marks of LaTeX": {
        "``Never again'' she said": ['1:1 \'``Neve\' is printed as it stands; write quotation marks: "words" [left-over-sign]'],
        "He: ``No''": ['1:5 \'``No\'\'\' is printed as it stands; write quotation marks: "words" [left-over-sign]'],
        "> ``Stop'' it": ['1:3 \'``Stop\' is printed as it stands; write quotation marks: "words" [left-over-sign]'],
    },
    "a row in two lines": {
        '| a | b |\n| --- | --- |\n| one\ntwo | 2 |': ["3:1 a cell of the row goes on in the next line, which becomes a row of its own; write each row in one line; '<br>' breaks a line within a cell [table-cells]"],
        '| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | x\ny |': ["4:1 a cell of the row goes on in the next line, which becomes a row of its own; write each row in one line; '<br>' breaks a line within a cell [table-cells]"],
        '| a | b |\n| --- | --- |\n| x\ny | 2 |\n| 3 | 4 |': ["3:1 a cell of the row goes on in the next line, which becomes a row of its own; write each row in one line; '<br>' breaks a line within a cell [table-cells]"],
    },
    "an address that leads through another": {
        '[a](https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.org%2Fr&data=05)': ["1:5 links to 'https://eur01.safelinks.protection.outlook.com/?url=https%3A', which leads through Outlook, and may hold the address of who got it; write 'https://x.org/r' [web-address]"],
        '[a](https://www.google.com/url?q=https://x.org/r&sa=D)': ["1:5 links to 'https://www.google.com/url?q=https://x.org/r&sa=D', which leads through Google, and may hold the address of who got it; write 'https://x.org/r' [web-address]"],
        '<https://urldefense.com/v3/__https://x.org/a__;!!b>': ["1:2 links to 'https://urldefense.com/v3/__https://x.org/a__;!!b', which leads through Proofpoint, and may hold the address of who got it; write 'https://x.org/a' [web-address]"],
        '[a](https://urldefense.proofpoint.com/v2/url?u=https-3A__x.org_a&d=D)': ["1:5 links to 'https://urldefense.proofpoint.com/v2/url?u=https-3A__x.org_a', which leads through Proofpoint, and may hold the address of who got it; write 'https://x.org/a' [web-address]"],
        '[a](https://protect-eu.mimecast.com/s/ab?domain=x.org)': ["1:5 links to 'https://protect-eu.mimecast.com/s/ab?domain=x.org', which leads through Mimecast, and may hold the address of who got it; open the page in a browser, and copy the address from there [web-address]"],
    },
    "letters within an item": {
        '1. Check\n    a) the dose\n2. Give': ["2:5 'a)' begins no list, so that these lines run together; number them with '1.', or put an empty line between them [list-sign]"],
        '- Check\n  (i) the dose\n- Give': ["2:3 '(i)' begins no list, so that these lines run together; number them with '1.', or put an empty line between them [list-sign]"],
        'i. Stop\nii. Look': ["1:1 'i.' begins no list, so that these lines run together; number them with '1.', or put an empty line between them [list-sign]"],
    },
    "labels in bold": {
        '**Before:** check\n**During:** watch': ["1:1 '**Before:** check' and '**During:** watch' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '> *Ann:* What?\n> *Jo:* Five.': ["1:3 '*Ann:* What?' and '*Jo:* Five.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '__Who:__ us\n__When:__ now': ["1:1 '__Who:__ us' and '__When:__ now' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
    },
    "lines that something is drawn before": {
        '👉 First\n👉 Second': ["1:1 lines that begin with '👉' make no list, and run together; begin each item with a hyphen and a space: '- 👉 ' [list-sign]"],
        '-> one\n-> two': ["1:1 lines that begin with '->' make no list, and run together; begin each item with a hyphen and a space: '- -> ' [list-sign]"],
        '1️⃣ First\n2️⃣ Second': ["1:1 lines that begin with '1️⃣' make no list, and run together; begin each item with a hyphen and a space: '- 1️⃣ ' [list-sign]"],
        '~ one\n~ two': ["1:1 lines that begin with '~' make no list, and run together; begin each item with a hyphen and a space: '- ~ ' [list-sign]"],
    },
    "items that end in semicolons": {
        'one;\ntwo;\nthree.': ["1:1 'one;' and 'two;' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '> stop;\n> look;\n> and go.': ["1:3 'stop;' and 'look;' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        'Words.\n\nthe dose;\nthe drug;\nthe day.': ["3:1 'the dose;' and 'the drug;' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
    },
    "words below an image": {
        '![A ward](../../images/ward.png)\nPhoto: Ann': ['2:1 \'Photo: Ann\' is shown beside the image above it; leave an empty line between them; write the words below an image behind its address: (../../images/name.png "Words") [run-together]'],
        '![A ward](../../images/ward.png)\n*Photo: Ann*': ['2:1 \'*Photo: Ann*\' is shown beside the image above it; leave an empty line between them; write the words below an image behind its address: (../../images/name.png "Words") [run-together]'],
        'Words.\n\n![A](a.png)\nWords below it.': ['4:1 \'Words below it.\' is shown beside the image above it; leave an empty line between them; write the words below an image behind its address: (../../images/name.png "Words") [run-together]'],
    },
    "an address that a line divides": {
        'See https://example.org/a/very/\nlong/path.': ["1:5 the end of a line divides the address 'https://example.org/a/very/ long/path.'; write it in one line [link-form]"],
        'https://example.org/a-very-\nlong-name/': ["1:1 the end of a line divides the address 'https://example.org/a-very- long-name/'; write it in one line [link-form]"],
        '> https://example.org/?a=b&\n> c=d&e=f': ["1:3 the end of a line divides the address 'https://example.org/?a=b& > c=d&e=f'; write it in one line [link-form]"],
    },
    "numbers of notes that are not raised": {
        'It rose.1 It fell.2\n\n1. Smith\n2. Jones': ["1:4 'rose.1' ends in the number of a note, which is not raised any more; write '[^1]' there, and '[^1]: ' before the words of the note [left-over-sign]"],
        'Harm fell,1 It rose.2': ["1:6 'fell,1' ends in the number of a note, which is not raised any more; write '[^1]' there, and '[^1]: ' before the words of the note [left-over-sign]"],
        'Rates rose.1\n\nThey fell.2 Then.': ["1:7 'rose.1' ends in the number of a note, which is not raised any more; write '[^1]' there, and '[^1]: ' before the words of the note [left-over-sign]"],
    },
    "a table that is indented": {
        '    | a | b |\n    | --- | --- |\n    | 1 | 2 |': ["1:5 '| a | b |' is shown as code, because blanks stand before it; begin each row at the start of the line [indented-words]"],
        'Words.\n\n\t| a | b |\n\t| --- | --- |': ["3:2 '| a | b |' is shown as code, because blanks stand before it; begin each row at the start of the line [indented-words]"],
        'Words.\n\n    | drug | dose |\n\nMore.': ["3:5 '| drug | dose |' is shown as code, because blanks stand before it; begin each row at the start of the line [indented-words]"],
    },
    "emphasis that nothing closes": {
        'This is *very important.': ["1:9 '*very' is printed as it stands: nothing closes its '*'; write '*' behind the words that are meant, or '\\*' for the sign [left-over-sign]"],
        'This is _very important.\n\nMore *words*.': ["1:9 '_very' is printed as it stands: nothing closes its '_'; write '_' behind the words that are meant, or '\\_' for the sign [left-over-sign]"],
        '> It is *never safe.': ["1:9 '*never' is printed as it stands: nothing closes its '*'; write '*' behind the words that are meant, or '\\*' for the sign [left-over-sign]"],
    },
    "a sign before a number that a list takes": {
        'The freezer should read:\n\n- 20 °C': ["3:1 '- 20 °C' becomes an item of a list, and loses its '-'; write 'minus 20 °C', or the sign directly before the number [lost-sign]"],
        'The fridge:\n\n+ 4 °C': ["3:1 '+ 4 °C' becomes an item of a list, and loses its '+'; write 'plus 4 °C', or the sign directly before the number [lost-sign]"],
        'Her balance was\n- 450 ml, and she was dry.': ["2:1 '- 450 ml, and she was dry.' becomes an item of a list, and loses its '-'; write 'minus 450 ml, and she was dry.', or the sign directly before the number [lost-sign]"],
    },
    "a dash that a list takes": {
        'He told the manager\n- who was new -\nthat it was late.': ["2:1 '- who was new -' becomes an item of a list, and loses its '-'; write '–' for a dash within a sentence; leave an empty line above a list [lost-sign]"],
        'The ward\n- by then empty -\nwas shut.': ["2:1 '- by then empty -' becomes an item of a list, and loses its '-'; write '–' for a dash within a sentence; leave an empty line above a list [lost-sign]"],
        'It was\n- as he said - late.': ["2:1 '- as he said - late.' becomes an item of a list, and loses its '-'; write '–' for a dash within a sentence; leave an empty line above a list [lost-sign]"],
    },
    "stars within words": {
        '"s**t happens" and "b**ch please" he said.': ['1:3 the stars of \'"s**t\' are taken for emphasis, and not shown; write \'\\*\' for each star that stands for a letter [lost-sign]'],
        'What a load of b*ll*cks this is.': ["1:17 the stars of 'b*ll*cks' are taken for emphasis, and not shown; write '\\*' for each star that stands for a letter [lost-sign]"],
        '> F*ck*ng shambles.': ["1:4 the stars of 'F*ck*ng' are taken for emphasis, and not shown; write '\\*' for each star that stands for a letter [lost-sign]"],
    },
    "an answer below a quotation within a quotation": {
        '> > We did all we could.\n> I do not agree.': ["2:3 'I do not agree.' becomes a part of the quotation within the quotation; put a line of '>' alone between them [quotation-end]"],
        '> > It was safe.\n> It was not.\n\nWords.': ["2:3 'It was not.' becomes a part of the quotation within the quotation; put a line of '>' alone between them [quotation-end]"],
        '> Ann wrote:\n>\n> > We did.\n> You did not.': ["4:3 'You did not.' becomes a part of the quotation within the quotation; put a line of '>' alone between them [quotation-end]"],
    },
    "words shown as code for some blanks": {
        '    (a) notify the person, and': ["1:5 '(a) notify the person, and' is shown as code, because blanks stand before it; begin it at the start of the line; write '> ' before it for a quotation [indented-words]"],
        '    I did tell them.': ["1:5 'I did tell them.' is shown as code, because blanks stand before it; begin it at the start of the line; write '> ' before it for a quotation [indented-words]"],
        '    we asked her, and she said no.': ["1:5 'we asked her, and she said no.' is shown as code, because blanks stand before it; begin it at the start of the line; write '> ' before it for a quotation [indented-words]"],
    },
    "a line drawn of tildes": {
        '~~~~~~\nNotice to staff\n~~~~~~': ["1:1 '~~~~~~' makes code of the words below it; write '---' for a line across the page, with an empty line above it [indented-words]"],
        '~~~~~~~~\nThe ward is shut.\n~~~~~~~~': ["1:1 '~~~~~~~~' makes code of the words below it; write '---' for a line across the page, with an empty line above it [indented-words]"],
        'Words.\n\n~~~~~~~\nPlease read this.\n~~~~~~~': ["3:1 '~~~~~~~' makes code of the words below it; write '---' for a line across the page, with an empty line above it [indented-words]"],
    },
    "quotation marks of a typewriter": {
        "He said `no' and then `yes' again.": ['1:9 what stands between two \'`\' is shown as code, from `no\' on; write quotation marks: "words" [left-over-sign]'],
        "A `never event', and a `near miss'.": ['1:3 what stands between two \'`\' is shown as code, from `never event\' on; write quotation marks: "words" [left-over-sign]'],
        "> It was `safe', a `good' ward.": ['1:10 what stands between two \'`\' is shown as code, from `safe\' on; write quotation marks: "words" [left-over-sign]'],
    },
    "what follows a note": {
        'A[^1].\n\n[^1]: First.\n\n  Second.': ["5:3 'Second.' is not shown with the note above it; write four spaces before it [note-end]"],
        'A[^1].\n\n[^1]: Two reasons:\n- beds\n- staff': ["4:1 '- beds' is not shown with the note above it; write four spaces before it [note-end]"],
        'A[^1].\n\n[^1]: One.\n\n   Two.': ["5:4 'Two.' is not shown with the note above it; write four spaces before it [note-end]"],
    },
    "a note by another name": {
        'See[^A1] and[^a1].\n\n[^A1]: Words.': ['1:13 the note is called [^A1], and here [^a1]; write [^A1] [missing-note]'],
        'See[^Note] and[^note].\n\n[^Note]: Words.': ['1:15 the note is called [^Note], and here [^note]; write [^Note] [missing-note]'],
        'See[^x] and[^X].\n\n[^x]: Words.': ['1:12 the note is called [^x], and here [^X]; write [^x] [missing-note]'],
    },
    "lines of dashes that are none": {
        '| a | b |\n|---|---|\n| 1 | 2 |\n|---|---|\n| 3 | 4 |': ['4:1 a second line of dashes is shown as a row of the table; delete the line [table-dashes]'],
        ' Ward | Falls\n------+------\n North | 12': ["2:1 '------+------' makes no table, so that its rows run together; write | --- | --- | for it [table-dashes]"],
        '| Ward | Falls |\n| — | — |\n| North | 2 |': ["1:1 the rows have no line of dashes below the first, so that they are printed as signs; write | --- | --- | for '| — | — |' [table-dashes]"],
    },
    "rows without bars at their ends": {
        'Drug | Dose | Time\nMorphine | 5 mg | 06:00': ['1:1 the rows have no line of dashes below the first, so that they are printed as signs; write | --- | --- | --- | below the first row [table-dashes]'],
        'Dose given | Time | Signed\n5 mg | 06:00 | AB\n5 mg | 08:00 | CD': ['1:1 the rows have no line of dashes below the first, so that they are printed as signs; write | --- | --- | --- | below the first row [table-dashes]'],
        'Ward | Falls\nNorth | 12\nSouth | 3': ['1:1 the rows have no line of dashes below the first, so that they are printed as signs; write | --- | --- | below the first row [table-dashes]'],
    },
    "columns divided by commas": {
        'Ward,Falls,Deaths\nNorth,12,1\nSouth,3,0': ["1:1 the columns of these lines are divided by commas, which make no table; write each line as '| Ward | Falls | Deaths |', and '| --- | --- | --- |' below the first [table-blanks]"],
        'drug,dose,route\nmorphine,5 mg,oral\nheparin,5000 units,sc': ["1:1 the columns of these lines are divided by commas, which make no table; write each line as '| drug | dose | route |', and '| --- | --- | --- |' below the first [table-blanks]"],
        'a,b,c\n1,2,3\n4,5,6': ["1:1 the columns of these lines are divided by commas, which make no table; write each line as '| a | b | c |', and '| --- | --- | --- |' below the first [table-blanks]"],
    },
    "boxes to tick": {
        '[ ] Name band\n[x] Allergies': ["1:1 boxes to tick outside a list are printed as signs, and their lines run together; write '- [ ] ' before each item [list-sign]"],
        '- [] a\n- [x] b': ["1:3 '[]' is printed as signs, and is no box to tick; write '- [ ] ' [left-over-sign]"],
        '* [x]a': ["1:3 '[x]' is printed as signs, and is no box to tick; write '- [x] ' [left-over-sign]"],
    },
    "lists within lists": {
        '* One\n** Two': ["2:1 '**' within an item begins no list, and its words run on; write four spaces and '- ' before each item of the inner list [list-sign]"],
        '- One\n-- Two': ["2:1 '--' within an item begins no list, and its words run on; write four spaces and '- ' before each item of the inner list [list-sign]"],
        '- One\no Look\no Read': ["2:1 'o' within an item begins no list, and its words run on; write four spaces and '- ' before each item of the inner list [list-sign]"],
    },
    "signs that make no list": {
        'o Look\no Read': ["1:1 lines that begin with 'o' make no list, and run together; begin each item with a hyphen and a space: '- ' [list-sign]"],
        'Ø Look\nØ Read': ["1:1 lines that begin with 'Ø' make no list, and run together; begin each item with a hyphen and a space: '- ' [list-sign]"],
        '\\- a\n\\- b': ["1:1 lines that begin with '\\-' make no list, and run together; begin each item with a hyphen and a space: '- ' [list-sign]"],
        '-- a thing\n-- b thing': ["1:1 lines that begin with '--' make no list, and run together; begin each item with a hyphen and a space: '- ' [list-sign]"],
        '\u2212 Look\n\u2212 Read': ["1:1 lines that begin with '\u2212' make no list, and run together; begin each item with a hyphen and a space: '- ' [list-sign]"],
        'ü\tLook\nü\tRead': ["1:1 lines that begin with 'ü' make no list; begin each item with a hyphen and a space: '- ' [list-sign]"],
    },
    "numbers that make no list": {
        '1.**Look** at\n2.**Read** it': ["1:1 no space stands behind '1.', so that it begins no list; write '1. ' before each item [list-space]"],
        '1.) a thing\n2.) b thing': ["1:1 '1.)' begins no list, so that these lines run together; write '1. ' before the first item [list-sign]"],
        '1 . a thing\n2 . b thing': ["1:1 '1 .' begins no list, so that these lines run together; write '1. ' before the first item [list-sign]"],
        '1 - a thing\n2 - b thing': ["1:1 '1 -' begins no list, so that these lines run together; write '1. ' before the first item [list-sign]"],
        '1/ a thing\n2/ b thing': ["1:1 '1/' begins no list, so that these lines run together; write '1. ' before the first item [list-sign]"],
        '#1 a thing\n#2 b thing': ["1:1 '#1' begins no list, so that these lines run together; write '1. ' before the first item [list-sign]"],
        '(1)\tA provider\n(2)\tAnother': ["1:1 '(1)' begins no list, so that these lines run together; number them with '1.', or put an empty line between them [list-sign]"],
        '2. Two\n\ta.\talpha\n\tb.\tbeta': ["2:2 'a.' begins no list, so that these lines run together; number them with '1.', or put an empty line between them [list-sign]"],
    },
    "talk that runs together": {
        '[00:12] NURSE: How are you?\n[00:14] DOCTOR: Fine.': ["1:1 '[00:12] NURSE: How are you?' and '[00:14] DOCTOR: Fine.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '14/03/2024, 21:07 - Mum: Are you there?\n14/03/2024, 21:09 - Me: Yes': ["1:1 '14/03/2024, 21:07 - Mum: Are you there?' and '14/03/2024, 21:09 - Me: Yes' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        'Nell (nurse): How are you?\nTom (doctor): I was there.': ["1:1 'Nell (nurse): How are you?' and 'Tom (doctor): I was there.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        'Nurse – How are you?\nDoctor – I was there.': ["1:1 'Nurse – How are you?' and 'Doctor – I was there.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        'mother: how are you\nnurse: fine': ["1:1 'mother: how are you' and 'nurse: fine' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '**Q** Why?\n**A** Because.': ["1:1 '**Q** Why?' and '**A** Because.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        'Q1. Why?\nA1. Because.': ["1:1 'Q1. Why?' and 'A1. Because.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
    },
    "days and hours that run together": {
        '01.05.2024 The bag was hung.\n02.05.2024 It was taken down.': ["1:1 '01.05.2024 The bag was hung.' and '02.05.2024 It was taken down.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '02:10 Called.\n02:40 Nobody came.': ["1:1 '02:10 Called.' and '02:40 Nobody came.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '14 March 2024: He fell.\n15 March 2024: He died.': ["1:1 '14 March 2024: He fell.' and '15 March 2024: He died.' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
    },
    "numbers with signs that run together": {
        '+2000 ml in\n-450 ml out': ["1:1 '+2000 ml in' and '-450 ml out' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '-2 kg\n+1 kg': ["1:1 '-2 kg' and '+1 kg' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
        '+5 mg\n-3 mg': ["1:1 '+5 mg' and '-3 mg' are shown in one line; put two spaces at the end of each line, or an empty line between them [run-together]"],
    },
    "a bold line above its words": {
        '**What happened**\nThe nurse gave the drug, and nobody saw it.': ["1:1 '**What happened**' is shown in one line with the words below it; leave an empty line below it, or write '## ' for its stars [run-together]"],
        '**The ward:**\nIt was full that night.': ["1:1 '**The ward:**' is shown in one line with the words below it; leave an empty line below it, or write '## ' for its stars [run-together]"],
        '__Background__\nHe was four years old.': ["1:1 '__Background__' is shown in one line with the words below it; leave an empty line below it, or write '## ' for its stars [run-together]"],
    },
    "a number or a name that a line divides": {
        'It was COVID-\n19 that came.': ["1:8 the end of a line divides 'COVID-19', so that a space is shown in it; write 'COVID-19' in one line [broken-word]"],
        'He took 10-\n12 tablets.': ["1:9 the end of a line divides '10-12', so that a space is shown in it; write '10-12' in one line [broken-word]"],
        'An X-\nray was made.': ["1:4 the end of a line divides 'X-ray', so that a space is shown in it; write 'X-ray' in one line [broken-word]"],
        'He is anti-\nNHS.': ["1:7 the end of a line divides 'anti-NHS', so that a space is shown in it; write 'anti-NHS' in one line [broken-word]"],
    },
    "a form to fill in": {
        'Date: __/__/____': ["1:7 '__/__/____' is a form to fill in, and shown with some of its lines missing; write 'DD/MM/YYYY', or three dots [left-over-sign]"],
        'Born __.__.____ in hospital': ["1:6 '__.__.____' is a form to fill in, and shown with some of its lines missing; write 'DD/MM/YYYY', or three dots [left-over-sign]"],
        'Time: ____:____': ["1:7 '____:____' is a form to fill in, and shown with some of its lines missing; write 'DD/MM/YYYY', or three dots [left-over-sign]"],
    },
    "placeholders between signs": {
        'Dear <name>,': ["1:6 holds the HTML element <name>, which is not allowed; write it in Markdown, or leave it out; write '&lt;name&gt;' for words between these signs [unsafe-html]"],
        'Ring <ward> now.': ["1:6 holds the HTML element <ward>, which is not allowed; write it in Markdown, or leave it out; write '&lt;ward&gt;' for words between these signs [unsafe-html]"],
        'Press <F5> twice.': ["1:0 holds the HTML element <f5>, which is not allowed; write it in Markdown, or leave it out; write '&lt;f5&gt;' for words between these signs [unsafe-html]"],
    },
    "a size behind an image": {
        '![A bed](../../images/x.png =300x200)': ["1:1 '=300x200' gives the image 'A bed' a size, which makes it no image here; delete it; pages show each image as wide as there is room [link-form]"],
        '![A bed](../../images/x.png =300x)': ["1:1 '=300x' gives the image 'A bed' a size, which makes it no image here; delete it; pages show each image as wide as there is room [link-form]"],
        '![B](b.png =x20)': ["1:1 '=x20' gives the image 'B' a size, which makes it no image here; delete it; pages show each image as wide as there is room [link-form]"],
    },
    "quotation marks within a title": {
        '![A](../../images/x.png "The "new" ward")': ["1:1 the title of the image 'A' holds quotation marks of its own; write “ and ” within it [link-form]"],
        '[A](https://x.org/ "The "new" ward")': ["1:1 the title of the link 'A' holds quotation marks of its own; write “ and ” within it [link-form]"],
        '![A](x.png "A "b" c")': ["1:1 the title of the image 'A' holds quotation marks of its own; write “ and ” within it [link-form]"],
    },
    "two addresses in one": {
        'See https://example.org/e;https://example.org/f now.': ["1:5 the link to 'https://example.org/e' takes in what stands behind it; write '<https://example.org/e>' [link-form]"],
        'See https://example.org/e,https://example.org/f now.': ["1:5 the link to 'https://example.org/e' takes in what stands behind it; write '<https://example.org/e>' [link-form]"],
        'At https://x.org/;https://y.org/': ["1:4 the link to 'https://x.org/' takes in what stands behind it; write '<https://x.org/>' [link-form]"],
    },
    "a line of another program": {
        'One line\u2028another line': ['1:9 a line of another program ends here (U+2028), and the next is shown beside it; put an empty line, or two spaces and a new line, there [run-together]'],
        'A.\u2028B.': ['1:3 a line of another program ends here (U+2028), and the next is shown beside it; put an empty line, or two spaces and a new line, there [run-together]'],
        'One\u2029Two': ['1:4 a line of another program ends here (U+2028), and the next is shown beside it; put an empty line, or two spaces and a new line, there [run-together]'],
    },
    "emphasis apart from its words": {
        'It is ** never ** safe.': ["1:7 '** never **' is printed as it stands; let no space stand between '**' and the words: '**words**' [left-over-sign]"],
        '** Note ** this.': ["1:1 '** Note **' is printed as it stands; let no space stand between '**' and the words: '**words**' [left-over-sign]"],
        '> So ** be it ** then.': ["1:6 '** be it **' is printed as it stands; let no space stand between '**' and the words: '**words**' [left-over-sign]"],
    },
}  # fmt: skip
CASES = [
    pytest.param(text, said, id=f"{kind}-{number}")
    for kind, texts in TOLD.items()
    for number, (text, said) in enumerate(texts.items())
]


def test_every_kind_has_three_texts() -> None:
    assert all(len(texts) >= 3 for texts in TOLD.values())


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(("text", "said"), CASES)
def test_it_is_told_once_with_its_cause_and_its_cure(
    text: str, said: list[str], engine: str
) -> None:
    assert told(text, engine) == said


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize(("text", "said"), CASES)
def test_as_code_nothing_is_said(text: str, said: list[str], engine: str) -> None:
    assert told(f"~~~~\n{text}\n~~~~", engine) == []


# What looks like one of these and is meant as it stands. The first ones are of real texts.
RIGHT = (
    "## `a.b()`\n\nText.", "### `--cpu-prof`", "[`a`]: https://x.org\n[`b`]: https://y.org\n\n[`a`] [`b`]",
    "[![A ward](../../images/a.png)](https://x.org/)", "The wildcard ** matches, and 2**20 too (**).",
    "- Text\n\n  - `code` only\n", "New features\n------------\n\n- one", "Release 1\n=" .replace("=", "-" * 9),
    "Title\n-----\n\nx", "One\n---\n\nText", "[sic] (see below)", "[sic] (p. 4)", "As shown [1][2] before.",
    "1. a\n2. b", "3. c\n4. d", "It was in\n1999. We know.", "-5 degrees were measured.", "- a\n- b",
    "*a* is stressed.", "**a** and **b**.", "> Be kind.\n>\n> – Ann Example", "> Be kind.\n\n— Ann Example",
    "— Hello.\n\n— Hello yourself.", "#PatientSafety is trending.", "Ask: a | b", "Site | Page | Part",
    "| a | b |\n| --- | --- |\n| 1 | |", "| a | b |\n| --- | --- |\n|  | 2 |", "| a |\n|---|\n| x \\| y |",
    "| a | b |\n| --- | --- |\n| 1 |", "| a | b |\n| --- | --- |\n| 1 | 2 | |", "Help!!! Please.", "What???",
    "\\[@x\\] and \\[!NOTE\\] and \\[x\\](/y)", "`\\[@x]`", "\\[sic](see below)", "\\\\[x](https://x.org/)",
    "a == b and c == d", "x <= y", "5 < 6 and 7 > 4", "\\*\\*not bold\\*\\*", "\\[x\\](y)", "\\[^1]", "[x]",
    "\\{{ a }}", "She wrote to a@example.org [in March].", "<details><summary>More</summary>Text</details>",
    "<b>a</b><br>b", "One[^1].\n\n[^1]: Note with [a](https://x.org/).", "- [ ] a\n- [x] b", "f*** off, he said.",
    "One[^b] two[^a].\n\n[^a]: A.\n[^b]: B.\n\n    More of B.", "AT&amp;T &copy; 2020", "![A](../../images/a.png \"Words\")",
    "[a]: <https://x.org>\n\n[a]", "(see [a](https://x.org/))[^1]\n\n[^1]: N.", "1986\\. A year", "> [!NOTE]\n> - a\n> - b",
    "Use the plan (a) now,\n(b) later.", "A. Smith\nB. Jones", "10:30 and 2/3 of them.", "[a](https://web.archive.org/web/2020/https://x.org/)",
    "1.\tStop\n2.\tLook", "-\tStop\n-\tLook", "One end.  Two.\nThree end.  Four.", "Words\twith one tab.\n\nMore.",
    "Text:\n\n    x = a + b\n\nMore.", "- An item.\n\n    Its second paragraph, at some length.", "<mailto:a@example.org>",
    "Words.\n\n\tdrug = find(dose)\n\tgive(drug)", "n=20 and n = 30", "[^1]\n\n[^1]: Note.\n\n    Its second paragraph, at some length.",
    "[a](https://bücher.example/)", "[a](<https://x.org/a b>)", "[a](https://x.org:8080/)", "[a](https://x.org:65535)", "[a]\n\n[a]: <https://x.org/a b>",
    "<https://x.org/a>, then b>c", "\\<https://x.org/a b>", "[a](https://x.org/?u=https%3A%2F%2Fy.org)", "[a](mailto:a@example.org)",
    "The ward had twelve beds and the nurses knew\nThat every one of them was full on the night\nwhen nobody came.",
    "- The first item is long enough that an editor has wrapped it by\nNHS England and others in the years since\n- b", "1. a\n1. b\n1. c",
    "1. a\n\n    More.\n\n2. b\n3. c", "1. a\n    1. b\n    2. c\n2. d", "1. a\n2. b\n\nWords.\n\n1. c\n2. d", "1) a\n2) b\n\n1. c\n2. d",
    "> 2019 was the year in which we were told for the first time.\n> 14 wards took part in it, and all of them\n> 5 years later said so.",
    "A *very* big 5 * 3 table of 2 × 3, **10** mg and *5* mg.", "`10^9` and https://example.org/a^2~3~x and ~5.", "2\\*3\\*4", "\\[r = d/n\\]",
    "He died at night.\nNobody knew why.\nNobody asked.", "Remember this: nobody\nlistened to: the ward.", "pre- and post-operative, and pre-\nand post-operative care.",
    "5 µg, 5 μg, TNF\u03b1, β-blockers, café, naïve, Zoë, Łódź, Москва, Ελλάδα, Ã.", "It cost $5 and then $10 = 15 in all, or US$20.", "At 10:30:00 and 1:2:3, a:b:c.",
    "Rated 4* and 5* by readers.\n\n- one\n- two", "Run this:\n\n    sudo systemctl restart nginx\n    ls -la /var/www", "St Agnes Hospital  \nWard Seven  \nLeeds",
    "> Roses are red,  \n> violets are blue,  \n> the ward is full.", "A: Nothing.\n\nB: Because.", "A ward (see {fig:a}) and {b}.", "*Note*: a\nand b", "A\n- b\n- c",
    "The dose* is 5 mg.\n\n\\* per day", "Ages:\n\n- 5 to 10\n- more than 65", "Less than 5, <5 and x>5; p<0.05.", "\\>5 mg", "Who knows?  \nNobody.", "> When the doctor came to see me\nI was asleep.", "- one\n- the report of the ward and of\nNHS England",
    "1. [x] Name band checked\n2. [ ] Allergies", "!!! URGENT: recall !!!\n\n??? unclear\n\n==> see below <==", "Name: __________",
    "It cost $1,200 (n = 40) in one trial and $900 in the other.", "We gave her some and then\n1.5 mg and then another\n2.5 mg of it in the night.",
    "[0]: https://x.org\n[1]: https://y.org\n\n[a][0] [b][1]", "Call `a.clean(' x ')` and `b.clean(' y ')`.", "- {string|number|null} a\n- {string|number|null} b",
    "Choose a|b|c here\nor d|e|f there.", "**It is gone for good.**\nUse another one.", "See https://example.org/a%E2%80%93b now.",
    "un*believ*able", "**A**irway, **B**reathing", "Risks:\n\n- 65 years or older", "- 20 °C\n- 30 °C", "Read it -\n- a\n- b", "Ward – a large one – was\nDoctor-led then.",
    "**Never.** It was\n**always** so.", "The ratio a,b,c holds.\nWords.", "Pre- and\npost-natal care", "short-\nand long-term", "[1]: https://x.org\n\n[1]", "See https://x.org/a,b;c now.",
    "*Never* again, *she* said.", "f*** off_ and _ alone", "*a* and\n*b* are stressed.", "A *b*.\n\n* one item", "snake_case and __init__ and *.pdf", "~5 mg\n~6 mg",
    "Version.1 and fig.2", "See p.1 and no.2.", "![A ward](../../images/a.png)\n\nWords.", "[![A](a.png)](https://x.org/)", "Text:\n\n    a | b", "He; she; it.\nWe; you;\nthey.",
    "https://example.org/a/\nThen words.", "\U0001f449 One line alone.", "A \u2192 B.\n\u2192 C is next.", "He said:\n*this* and\n**that**.",
)  # fmt: skip


@pytest.mark.parametrize("engine", BOTH)
@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text: str, engine: str) -> None:
    assert told(text, engine) == []
