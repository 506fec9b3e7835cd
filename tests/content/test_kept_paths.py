"""Paths that servers, hosts, Git and computers use are told from those of pages."""

from __future__ import annotations

import pytest

from plugins.content.kept_paths import kept_by_others


@pytest.mark.parametrize(
    "path",
    ["_headers", "_redirects/x/", "a/_b/", ".well-known/x", "a/.git/config", ".htaccess", "\uff3fheaders", "admin/",
     "Admin/x/", "ADMIN.html", "cgi-bin/a", "web.config", "CNAME", "a:b/", "a*b/", "{a}/", "$uri/", "a;b/", "a&b/",
     "a'b/", 'a"b/', "a<b>/", "a|b/", "a b/", "a%20b/", "a\tb/", "a\u202eb/", "con/", "a/NUL.html", "com1", "a\\b/"],
)  # fmt: skip
def test_a_path_that_others_use_is_told_with_the_reason(path: str) -> None:
    assert kept_by_others(path).startswith(("has ", "holds ", "begins "))


@pytest.mark.parametrize(
    "path",
    ["", "old/place/", "2019/03/a-post.html", "a_b/c-d/", "~user/", "caf\u00e9/", "administration/", "a/admin/", "console/",
     "a,b/(c)/d=e/f+g/", "wp-content/uploads/2019/a.jpg"],
)  # fmt: skip
def test_an_ordinary_path_is_let_through(path: str) -> None:
    assert kept_by_others(path) == ""
