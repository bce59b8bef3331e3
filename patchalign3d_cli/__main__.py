"""Where `pa3d` begins, and `python -m patchalign3d_cli`, which launchers of processes start."""

import sys


def main() -> None:
    """Run the command line; a signal ends it in one line even while it is being imported."""
    from patchalign3d_cli.machine.interruption import exit_code, raise_on_signals
    from patchalign3d_cli.machine.resources import calm_threads

    try:
        raise_on_signals()
        calm_threads()
        from patchalign3d_cli.cli.app import main as run

        run()
    except KeyboardInterrupt as error:
        sys.stderr.write(f"{str(error) or 'interrupted'}\n")
        raise SystemExit(exit_code(error)) from None


if __name__ == "__main__":
    main()
