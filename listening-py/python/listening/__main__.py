"""``python -m listening`` is the command ``listening``."""

from .cli import main

if __name__ == "__main__":
    raise SystemExit(main())
