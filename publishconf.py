"""What differs in public."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403 - a settings file is its names

SITEURL = "https://patient-safety-hub.example"
NEWSLETTER_ACTION = "https://newsletter.patient-safety-hub.example/subscribe"
