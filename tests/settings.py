"""The product's settings in an own home; read before Django is."""

import os
import tempfile

os.environ.setdefault("KONFRANS_HOME", tempfile.mkdtemp(prefix="konfrans-test-"))
os.environ.setdefault("KONFRANS_SECRET_KEY", "a-key-for-tests-only-0123456789-0123456789-0123456789")
os.environ.setdefault("KONFRANS_NO_PAGE_CACHE", "1")
os.environ.setdefault("KONFRANS_QUIET_HOURS", "")  # a test of letters must not depend on the hour it runs at

from konfrans.site.settings import *  # noqa: F403

KONFRANS_SECOND_FACTOR = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
