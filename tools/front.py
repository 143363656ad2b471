"""The built static files: faces for pages and for documents, and the map, from node_modules into the package."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from tools import atlas

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
BUILT = ROOT / "src" / "konfrans" / "site" / "static" / "built"

# Style sheets of the variable faces, one for each slope; only the subsets that English and Azerbaijani need are kept.
SHEETS = (
    "@fontsource-variable/source-serif-4/opsz.css",
    "@fontsource-variable/source-serif-4/opsz-italic.css",
    "@fontsource-variable/public-sans/wght.css",
    "@fontsource-variable/public-sans/wght-italic.css",
)
SUBSETS = ("latin", "latin-ext")
# typst reads no WOFF2 and no variable face: static ones of the same families.
STATIC = {
    "@expo-google-fonts/source-serif-4": "SourceSerif4",
    "@expo-google-fonts/public-sans": "PublicSans",
}
WEIGHTS = ("400Regular", "400Regular_Italic", "500Medium", "600SemiBold", "600SemiBold_Italic", "700Bold")


def build() -> Path:
    """Make the folder anew beside the old one and change them over: a half-made one is never served."""
    fresh = BUILT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "fonts").mkdir(parents=True)
    (fresh / "ttf").mkdir()
    (fresh / "fonts.css").write_text(_faces(fresh / "fonts"), "utf-8")
    for package, family in STATIC.items():
        for weight in WEIGHTS:
            shutil.copy(MODULES / package / weight / f"{family}_{weight}.ttf", fresh / "ttf")
        shutil.copy(MODULES / package / "LICENSE_FONT", fresh / "ttf" / f"{family}-OFL.txt")
    world = atlas.world(MODULES / "world-atlas" / "countries-50m.json")
    text = json.dumps(world, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (fresh / "world.json").write_text(text + "\n", "utf-8")
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)
    return BUILT


def _faces(folder: Path) -> str:
    """The font-face rules of the kept subsets, with their files copied into `folder`."""
    rules: list[str] = []
    for sheet in SHEETS:
        source = MODULES / sheet
        css = source.read_text("utf-8")
        for rule in re.findall(r"@font-face \{.*?\}", css, re.DOTALL):
            found = re.search(r"url\(\./files/([\w.-]+\.woff2)\)", rule)
            if found is None:
                raise ValueError(f"{sheet}: a font-face rule names no woff2 file; the package has changed its form")
            name = found[1]
            subset = re.sub(r"^(source-serif-4|public-sans)-|-(opsz|wght)-(normal|italic)\.woff2$", "", name)
            if subset not in SUBSETS:
                continue
            shutil.copy(source.parent / "files" / name, folder / name)
            rules.append(rule.replace("./files/", "fonts/"))
    if len(rules) != len(SHEETS) * len(SUBSETS):
        raise ValueError(f"{len(rules)} font-face rules found, {len(SHEETS) * len(SUBSETS)} wanted")
    head = "/* Made at set-up from the locked font packages (SIL Open Font License 1.1). */\n"
    return head + "\n".join(rules) + "\n"


if __name__ == "__main__":
    print(f"Built {build().relative_to(ROOT)}")
