"""The former name of `listening.types`, which stays importable."""

from .types import *  # noqa: F403
from .types import __all__ as __all__
