//! The level of a channel's noise.

/// Digital silence says nothing of the noise, dBov.
const DIGITAL_SILENCE: f32 = -95.0;
/// Share of the distance that is gone in a frame, down and up.
const DOWN: f32 = 0.05;
const UP: f32 = 0.0005;

/// Follows the quietest level, quickly down and slowly up.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoiseFloor {
    dbov: f32,
    /// Nothing but digital silence so far.
    fresh: bool,
}

impl Default for NoiseFloor {
    fn default() -> Self {
        Self { dbov: -70.0, fresh: true }
    }
}

impl NoiseFloor {
    /// Takes the next frame's level, dBov.
    pub(super) fn push(&mut self, level: f32) {
        if level > DIGITAL_SILENCE {
            if self.fresh {
                *self = Self { dbov: level, fresh: false };
            }
            self.dbov += (level - self.dbov) * if level < self.dbov { DOWN } else { UP };
        }
    }

    /// The noise, dBov.
    pub(super) fn dbov(self) -> f32 {
        self.dbov
    }
}

#[cfg(test)]
mod tests {
    use super::NoiseFloor;

    #[test]
    fn talk_hardly_lifts_it_and_silence_does_not_lower_it() {
        let mut noise = NoiseFloor::default();
        (0..1000).for_each(|k| noise.push(if k % 2 == 0 { -60.0 } else { -25.0 }));
        assert!((noise.dbov() - -60.0).abs() < 3.0, "{}", noise.dbov());
        let before = noise.dbov();
        (0..1000).for_each(|_| noise.push(-100.0));
        assert_eq!(noise.dbov(), before);
    }
}
