"""Where `pa3d` begins, and `python -m patchalign3d_cli`, which launchers of processes start."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it in one line even while it is being imported."""
    try:
        from patchalign3d_cli.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
