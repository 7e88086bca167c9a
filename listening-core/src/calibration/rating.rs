//! What a rater gave.

use crate::names::Rating as Name;
use crate::number;

/// Levels of the scale.
pub(super) const LEVELS: usize = Name::ALL.len();

/// A rater's judgement of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rating {
    /// One of the five levels, 0 (Ineffective) to 4 (Outstanding).
    Level(usize),
    /// Points, 0 to 100.
    Points(f64),
}

impl Rating {
    /// A level by its name, in capitals or not. `None` for other names.
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Name::ALL.iter().position(|level| level.name().eq_ignore_ascii_case(name.trim()));
        found.map(|best| Self::Level(LEVELS - 1 - best))
    }

    /// Points. `None` outside 0 to 100.
    pub fn from_points(points: f64) -> Option<Self> {
        (0.0..=100.0).contains(&points).then_some(Self::Points(points))
    }

    /// The level, 0 to 4; of points the one that the profile gives so many.
    pub fn level(self) -> usize {
        match self {
            Self::Level(level) => level.min(LEVELS - 1),
            Self::Points(points) => {
                let shown = number::to_tenth(points);
                Name::ALL.iter().position(|level| shown >= level.least()).map_or(0, |best| LEVELS - 1 - best)
            }
        }
    }

    /// Points, 0 to 100; of a level the middle of what the profile calls so.
    pub fn points(self) -> f64 {
        match self {
            Self::Points(points) => points,
            Self::Level(level) => {
                let best = LEVELS - 1 - level.min(LEVELS - 1);
                let above = best.checked_sub(1).map_or(100.0, |better| Name::ALL[better].least());
                f64::midpoint(Name::ALL[best].least(), above)
            }
        }
    }
}

/// The name of a level, 0 to 4.
pub(super) fn name(level: usize) -> &'static str {
    Name::ALL[LEVELS - 1 - level.min(LEVELS - 1)].name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_names_and_points() {
        let points = [20.0, 50.0, 67.5, 82.5, 95.0];
        for (level, points) in points.into_iter().enumerate() {
            let rating = Rating::from_name(name(level)).unwrap();
            assert_eq!((rating, rating.level(), rating.points()), (Rating::Level(level), level, points));
            assert_eq!(Rating::Points(points).level(), level);
        }
        assert_eq!(Rating::from_name(" above average"), Some(Rating::Level(3)));
        assert_eq!(Rating::from_name("Good"), None);
        assert_eq!(Rating::from_points(89.96).map(Rating::level), Some(4));
        for bad in [-0.1, 100.1, f64::NAN, f64::INFINITY] {
            assert_eq!(Rating::from_points(bad), None);
        }
    }
}
