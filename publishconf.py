"""What differs in public."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403 - a settings file is its names
from plugins.core.addresses import MEDIA_TYPES

SITEURL = "https://patient-safety-hub.example"
NEWSLETTER_ACTION = "https://newsletter.patient-safety-hub.example/subscribe"
# What the web server says that the files of feeds are, by ending; `.json` below feeds/ only.
FEED_TYPES = MEDIA_TYPES
