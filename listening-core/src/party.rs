//! The two who talk.

use crate::names::names;

names! {
    /// One of the two parties of a call.
    #[repr(u8)]
    pub enum Party: "a party" {
        /// The contact-centre employee: the party that the score is about, unless the configuration says otherwise.
        Agent = "agent",
        /// The person who called or was called.
        Customer = "customer",
    }
}

impl Party {
    /// Both, agent first.
    pub const BOTH: [Self; 2] = [Self::Agent, Self::Customer];

    /// The one who is not this one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Agent => Self::Customer,
            Self::Customer => Self::Agent,
        }
    }
}

/// Something that each party has one of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PerParty<T> {
    /// The agent's.
    pub agent: T,
    /// The customer's.
    pub customer: T,
}

impl<T> PerParty<T> {
    /// Makes one for each.
    pub fn from_fn(mut make: impl FnMut(Party) -> T) -> Self {
        Self { agent: make(Party::Agent), customer: make(Party::Customer) }
    }
}

impl<T> std::ops::Index<Party> for PerParty<T> {
    type Output = T;
    fn index(&self, party: Party) -> &T {
        match party {
            Party::Agent => &self.agent,
            Party::Customer => &self.customer,
        }
    }
}

impl<T> std::ops::IndexMut<Party> for PerParty<T> {
    fn index_mut(&mut self, party: Party) -> &mut T {
        match party {
            Party::Agent => &mut self.agent,
            Party::Customer => &mut self.customer,
        }
    }
}
