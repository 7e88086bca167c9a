"""``python -m listening`` is the command ``listening``."""

from ._cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
