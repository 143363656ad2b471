"""The demonstration's sample draft: what the check says of it is what it is to show, and nothing is left over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOOK = """
import tomllib, django
django.setup()
from konfrans.charter.checks import check
from konfrans.charter.rewriting import rewritten
from konfrans.demo.play import drafting
text = open("charters/azerbaijan-draft.toml", encoding="utf-8").read()
document = tomllib.loads(text)
for change in (drafting._version, drafting._quorum, drafting._amendment, drafting._proxies):
    change(document)
found = check(rewritten(text, document).text.encode()).findings
print(sorted({f"{one.level.value} {one.code}" for one in found if one.weighs}))
"""


def test_the_sample_draft_has_no_fault(tmp_path: Path) -> None:
    told = {"DJANGO_SETTINGS_MODULE": "konfrans.site.settings", "KONFRANS_DEMO": "1", "KONFRANS_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", LOOK], env={**os.environ, **told}, capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.stdout.strip(), done.returncode) == ("['remark amendment_weaker']", 0), done.stderr
