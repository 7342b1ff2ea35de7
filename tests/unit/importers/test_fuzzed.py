"""A few thousand broken and hostile files; `tests/fuzz/fuzz_importers.py` reads as many as one likes."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from cedu.importers import importers

SCRIPT = Path(__file__).parents[2] / "fuzz" / "fuzz_importers.py"


@pytest.fixture(scope="module")
def fuzz() -> Any:
    spec = spec_from_file_location("fuzz_importers", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("format", sorted(importers()))
def test_no_file_is_too_broken(fuzz: Any, format: str) -> None:
    fuzz.run(format, 250, 7)


def test_no_archive_is_too_broken(fuzz: Any) -> None:
    assert fuzz.archives(300, 7) > 0
