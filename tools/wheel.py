"""Build a wheel that runs: with the compiled messages, the built static files and the model charters inside."""

from __future__ import annotations

import sys
import zipfile

from tools.console import PYTHON, ROOT, Stop, run, say

DIST = ROOT / "dist"
NEEDED = ("konfrans/site/static/built/fonts.css", "konfrans/site/static/built/world.json", "konfrans/cli/main.py")


def main() -> int:
    try:
        run([PYTHON, "-m", "hatchling", "build", "-t", "wheel", "-d", DIST])
        wheel = max(DIST.glob("konfrans-*.whl"), key=lambda path: path.stat().st_mtime)
        held = zipfile.ZipFile(wheel).namelist()
        catalogues = [p.with_suffix(".mo") for p in (ROOT / "src").rglob("locale/*/LC_MESSAGES/django.po")]
        wanted = [*NEEDED, *(str(path.relative_to(ROOT / "src")) for path in catalogues)]
        if missing := [name for name in wanted if name not in held]:
            raise Stop(f"{wheel.name} lacks {', '.join(missing)}")
    except Stop as stop:
        say("stopped", str(stop))
        return 1
    say("wheel", f"{wheel.relative_to(ROOT)}, {wheel.stat().st_size / 1e6:.1f} MB, {len(held)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
