"""What packages hold of the player is what its sources say."""

import subprocess
from pathlib import Path

import pytest

import cedu.player
import cedu.verifier

HERE = Path(__file__).resolve().parent
PLAYER = Path(cedu.player.__file__).parent
VERIFIER = Path(cedu.verifier.__file__).parent


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.usefixtures("modules")
def test_the_player_s_scripts_and_styles_are_minified_anew_when_they_change(tmp_path: Path) -> None:
    subprocess.run(["node", HERE / "minify.js", tmp_path], check=True)
    assert contents(PLAYER / "minified") == contents(tmp_path), "run `make player` and commit what it writes"
    assert set(contents(tmp_path)) == {path.name for path in PLAYER.iterdir() if path.suffix in (".js", ".css")}


@pytest.mark.usefixtures("modules")
def test_the_verifier_s_scripts_are_put_together_anew_when_they_or_what_they_need_change(tmp_path: Path) -> None:
    subprocess.run(["node", HERE / "minify-verifier.js", tmp_path], check=True)
    assert contents(VERIFIER / "minified") == contents(tmp_path), "run `make player` and commit what it writes"
    assert set(contents(tmp_path)) == {*cedu.verifier.SCRIPTS, cedu.verifier.LICENCES}
