"""The command `cedu`."""

import sys


def main() -> None:
    """Run the command line; `--version` is answered before anything else is loaded, because scripts ask it often."""
    if sys.argv[1:] == ["--version"]:
        from cedu import __version__

        sys.stdout.write(f"cedu {__version__}\n")
        return
    from cedu.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
