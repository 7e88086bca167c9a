"""What streams are made of: recordings and one random generator."""

from dataclasses import dataclass

import numpy as np

from .recorded import Recorded
from .speech import Speech


@dataclass
class Material:
    """Speech, noise, and the generator from which everything is drawn."""

    rng: np.random.Generator
    speech: Speech
    recorded: Recorded
    babble_share: float = 0
    """Share of the noisy streams that have babble at 0 to 15 dB."""

    @classmethod
    def open(cls, speech_folders, noise_folders, *, seed, held_out=False, babble_share=0.0, drop=()):
        """The material of these corpora: what is held out for validation, or all the rest."""
        rng = np.random.default_rng(seed)
        speech = Speech(speech_folders, rng, held_out=held_out, drop=drop)
        return cls(rng, speech, Recorded(noise_folders, held_out=held_out), babble_share)
