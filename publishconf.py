"""What differs in public."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403 - a settings file is its names

SITEURL = "https://patient-safety-hub.example"
SHARE_STORY = "mailto:stories@patient-safety-hub.example"
DISCUSSION = "https://community.patient-safety-hub.example/"
NEWSLETTER_ACTION = "https://newsletter.patient-safety-hub.example/subscribe"

# -- Publishing, see docs/publishing.md --------------------------------------------

# folder:PATH, ssh:USER@HOST:/PATH, store:REMOTE:BUCKET (rclone) or branch:REMOTE/BRANCH (Git).
PUBLISH_TO = "folder:.hub/public"
PUBLISH_KEEP = 5  # releases that can be gone back to
PUBLISH_SSH = "ssh"  # and options of it, such as "ssh -p 2222"
# Where somebody reports a weakness of the site: mailto:, https: or tel: (RFC 9116).
SECURITY_CONTACT = "mailto:security@patient-safety-hub.example"
