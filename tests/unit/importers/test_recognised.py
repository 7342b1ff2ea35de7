"""Every format is told from every other: what our own targets write, and the samples."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from cedu.formats.archive import Source
from cedu.importers import importers
from cedu.jobs.importing import recognised

SCRIPT = Path(__file__).parents[2] / "fuzz" / "fuzz_importers.py"


@pytest.fixture(scope="module")
def fuzz() -> Any:
    spec = spec_from_file_location("fuzz_importers", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("format", sorted(importers()))
def test_each_format_is_known(fuzz: Any, format: str) -> None:
    for name, members in fuzz.seeds(format):
        assert recognised(Source(name, members)).name == format
