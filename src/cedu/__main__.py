"""The command `cedu`."""

import gc
import os
import sys


def main() -> None:
    """Run the command line; `--version` is answered before anything else is loaded, because scripts ask it often."""
    if sys.argv[1:] == ["--version"]:
        from cedu import __version__

        sys.stdout.write(f"cedu {__version__}\n")
        return
    # Loading makes many objects and no garbage: looking for some takes a tenth of the time of a short command.
    gc.set_threshold(100_000, 20, 20)
    from cedu.cli.app import run

    code = run(sys.argv[1:])
    # Taking the interpreter apart takes longer than such a command does; what it held is written and closed by now.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    # `python -m` puts the current folder first, and a workspace comes from strangers: its `yaml.py` is not ours to run.
    del sys.path[0]
    main()
