"""The styleguide names each component once and has a sample of each."""

from __future__ import annotations

from pathlib import Path

import konfrans.demo
from konfrans.demo.styleguide import COMPONENTS

SAMPLES = Path(konfrans.demo.__file__).parent / "templates"
CSS = Path(konfrans.demo.__file__).parent.parent / "site" / "static" / "konfrans" / "css"


def test_each_component_has_one_name_and_one_sample():
    assert len({component.key for component in COMPONENTS}) == len(COMPONENTS)
    for component in COMPONENTS:
        assert (SAMPLES / component.template).is_file(), component.key
        assert str(component.use).endswith(".")


def test_every_named_class_is_in_the_style_sheets():
    css = "\n".join(sheet.read_text("utf-8") for sheet in CSS.glob("*.css"))
    for component in COMPONENTS:
        for name in component.name.split():
            assert name in css, name
