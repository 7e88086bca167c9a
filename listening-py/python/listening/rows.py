"""Another name of `listening.types`, from before it was called that."""

from .types import *  # noqa: F403
