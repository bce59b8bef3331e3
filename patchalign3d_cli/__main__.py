"""`python -m patchalign3d_cli` is `pa3d`: what launchers of several processes start."""

from patchalign3d_cli.cli.app import main

if __name__ == "__main__":
    main()
