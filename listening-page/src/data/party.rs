//! The two parties.

use serde::Deserialize;

/// A party of the call.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Party {
    /// The agent.
    #[default]
    Agent,
    /// The customer.
    Customer,
}

impl Party {
    /// Both.
    pub(crate) const BOTH: [Self; 2] = [Self::Agent, Self::Customer];

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Customer => "customer",
        }
    }

    /// The one across.
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Agent => Self::Customer,
            Self::Customer => Self::Agent,
        }
    }
}
