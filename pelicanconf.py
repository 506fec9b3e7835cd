"""Settings for writing and for tests. `publishconf.py` says what differs in public."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # Pelican reads settings before it looks here

from plugins.content.rooms import ROOMS as _ROOMS
from plugins.pipeline.pelican_adapter import Hub

PELICAN_CLASS = Hub  # the class: Pelican cannot import a dotted name

# -- The site ---------------------------------------------------------------------

SITENAME = "Patient Safety Hub"
SITE_TAGLINE = "Learning from what goes wrong, and from what goes right"
SITE_DESCRIPTION = (
    "Posts and year-in-review series on safer care, for patients, families, staff and "
    "everyone who shapes health care."
)
# Printed at the foot of every page.
SITE_NOTICE = (
    "Sample content: people and hospitals in stories are invented. "
    "Nothing here is medical or legal advice."
)
# Telephone numbers, e-mail addresses and postcodes of the hub itself: no signs of a patient.
CONTACTS: tuple[str, ...] = ()
MARK = "icon.svg"
CONTENT_LICENCE = "Text: Creative Commons Attribution 4.0"
SITEURL = "http://127.0.0.1:8000"
# The domain in the permanent ids of new posts and of feeds. Another one changes no id of a post.
ID_AUTHORITY = "patient-safety-hub.example"
# The WebSub hub that tells readers of news at once, such as https://hub.example/; none if empty.
FEED_HUB = ""
# Where the sign-up form sends an e-mail address; without it the form is left out.
NEWSLETTER_ACTION = ""
# Where readers send their own stories, and where they talk about posts; a post may name a place of
# its own. mailto: or https:, and no box if empty.
SHARE_STORY = ""
DISCUSSION = ""

# Where the editing page at /admin/ keeps the content, as Decap CMS names its backends; no page if
# empty. Such as {"name": "github", "repo": "charity/hub", "branch": "main"}; see docs/editing.md.
CMS: dict[str, str] = {}

# -- Reading and writing -----------------------------------------------------------

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en-GB"
# Every published post must say who paid for it, who funded the work and what its authors declare.
# Where this is False, a post that does not gets advice.
REQUIRE_DISCLOSURE = True
MARKDOWN_ENGINE = "markdown"  # or "cmarkgfm", for hubs of thousands of posts
POST_TIME_LIMIT = 10.0  # seconds that one post may take to convert

# What costs most and pages can do without. HUB_EXTRAS=0 leaves it out of one build.
EXTRAS = os.environ.get("HUB_EXTRAS") != "0"
# Formats beside the plain file, the best first; AVIF takes a second for each photograph and size,
# once. Without any, all browsers get the plain files.
IMAGE_FORMATS = ("avif", "webp") if EXTRAS else ()
SEARCH = EXTRAS  # the search index; without it the search page is a list of subjects
SOCIAL_CARDS = EXTRAS  # a picture for each post where it is shared

PLUGINS = [*_ROOMS]
