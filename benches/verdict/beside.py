"""Lets these scripts import the modules of the folder above: import it before them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))
