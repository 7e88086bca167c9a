//! What a rater gave.

use listening_core::{Rating, number};

/// Levels of the scale.
pub(super) const LEVELS: usize = Rating::ALL.len();

/// A rater's judgement of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RaterRating {
    /// One of the five levels, 0 (Ineffective) to 4 (Outstanding).
    Level(usize),
    /// Points, 0 to 100.
    Points(f64),
}

impl RaterRating {
    /// A level by its name, in capitals or not. `None` for other names.
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Rating::ALL.iter().position(|level| level.name().eq_ignore_ascii_case(name.trim()));
        found.map(|best| Self::Level(LEVELS - 1 - best))
    }

    /// Points. `None` outside 0 to 100.
    pub fn from_points(points: f64) -> Option<Self> {
        (0.0..=100.0).contains(&points).then_some(Self::Points(points))
    }

    /// The level, 0 to 4; for points the level that the profile assigns to them.
    pub fn level(self) -> usize {
        match self {
            Self::Level(level) => level.min(LEVELS - 1),
            Self::Points(points) => {
                let shown = number::to_tenth(points);
                Rating::ALL.iter().position(|level| shown >= level.least()).map_or(0, |best| LEVELS - 1 - best)
            }
        }
    }

    /// Points, 0 to 100; of a level the middle of what the profile calls so.
    pub fn points(self) -> f64 {
        match self {
            Self::Points(points) => points,
            Self::Level(level) => {
                let best = LEVELS - 1 - level.min(LEVELS - 1);
                let above = best.checked_sub(1).map_or(100.0, |better| Rating::ALL[better].least());
                f64::midpoint(Rating::ALL[best].least(), above)
            }
        }
    }
}

/// A level, 0 to 4.
pub(super) fn of(level: usize) -> Rating {
    Rating::ALL[LEVELS - 1 - level.min(LEVELS - 1)]
}

/// The name of a level, 0 to 4.
pub(super) fn name(level: usize) -> &'static str {
    of(level).name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_names_and_points() {
        let points = [20.0, 50.0, 67.5, 82.5, 95.0];
        for (level, points) in points.into_iter().enumerate() {
            let rating = RaterRating::from_name(name(level)).unwrap();
            assert_eq!((rating, rating.level(), rating.points()), (RaterRating::Level(level), level, points));
            assert_eq!(RaterRating::Points(points).level(), level);
        }
        assert_eq!(RaterRating::from_name(" above average"), Some(RaterRating::Level(3)));
        assert_eq!(RaterRating::from_name("Good"), None);
        assert_eq!(RaterRating::from_points(89.96).map(RaterRating::level), Some(4));
        for bad in [-0.1, 100.1, f64::NAN, f64::INFINITY] {
            assert_eq!(RaterRating::from_points(bad), None);
        }
    }
}
