//! What ratings are.

use crate::error::{ErrorKind, Result};

/// What the ratings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// What trained raters of the centre gave to the agent's handling of the call.
    QualityRating,
    /// What customers answered. Refused unless forced: it follows more than the service.
    CustomerSatisfaction {
        /// Whether to fit to it all the same.
        forced: bool,
    },
}

impl Target {
    /// By name: `quality_rating` or `customer_satisfaction`.
    ///
    /// # Errors
    /// An [`Error`](crate::Error) for another name.
    pub fn from_name(name: &str, force_satisfaction: bool) -> Result<Self> {
        match name {
            "quality_rating" => Ok(Self::QualityRating),
            "customer_satisfaction" => Ok(Self::CustomerSatisfaction { forced: force_satisfaction }),
            _ => Err(ErrorKind::Setting {
                name: "target",
                got: format!("'{name}'"),
                expected: "'quality_rating' or 'customer_satisfaction': say what the ratings are",
            }
            .into()),
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::QualityRating => "quality_rating",
            Self::CustomerSatisfaction { .. } => "customer_satisfaction",
        }
    }
}
