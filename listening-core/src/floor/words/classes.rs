//! What a word can be to the floor.

use std::ops::BitOr;

/// What a word can be to the floor: a set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Classes(u32);

impl Classes {
    /// Pure feedback: "um-hum".
    pub(super) const CONTINUER: Self = Self(1);
    /// Between feedback and thought: "hm".
    pub(super) const HUM: Self = Self(1 << 1);
    pub(super) const YES: Self = Self(1 << 2);
    /// Agreement: "exactly".
    pub(super) const RIGHT: Self = Self(1 << 3);
    pub(super) const OKAY: Self = Self(1 << 4);
    pub(super) const NO: Self = Self(1 << 5);
    pub(super) const OH: Self = Self(1 << 6);
    /// Appreciation: "great".
    pub(super) const PRAISE: Self = Self(1 << 7);
    /// Stands in feedback beside a feedback word: "that's".
    pub(super) const COMPANION: Self = Self(1 << 8);
    /// "uh".
    pub(super) const FILLER: Self = Self(1 << 9);
    /// Joins clauses.
    pub(super) const CONJUNCTION: Self = Self(1 << 10);
    /// A clause does not end with it: an article, a preposition, an auxiliary.
    pub(super) const CALLS_FOR_MORE: Self = Self(1 << 11);
    /// A subject.
    pub(super) const PRONOUN: Self = Self(1 << 12);
    pub(super) const AUXILIARY: Self = Self(1 << 13);
    /// Asks: "what".
    pub(super) const QUESTION: Self = Self(1 << 14);
    /// Cut off: "th-".
    pub(super) const PARTIAL: Self = Self(1 << 15);
    /// No word: laughter, a cough.
    pub(super) const NOISE: Self = Self(1 << 16);

    /// Feedback may consist of these alone.
    pub(super) const FEEDBACK: Self = Self(0b1101_1111);
    /// Agreement rather than a bare continuer.
    pub(super) const AGREEMENT: Self = Self(0b11_1100);

    /// Its writing asks: "right?".
    pub(super) const ASKED: Self = Self(1 << 17);
    /// Says nothing of the matter: "there". Only the measures ask for it.
    pub(super) const COMMON: Self = Self(1 << 18);
    /// Asks by itself where a clause begins with it: "what's", "how about". Only the measures ask for it.
    pub(super) const ASKS: Self = Self(1 << 19);
    /// Ends the call: "goodbye". An open word; together with any other word it is not feedback.
    pub(super) const CLOSING: Self = Self(1 << 20);
    /// Not shown: "[NAME]". An open word of which nothing else is known.
    pub(super) const HIDDEN: Self = Self(1 << 21);
    /// A sound, if it is in brackets.
    pub(super) const SOUND: Self = Self(1 << 22);
    /// What the floor asks for.
    pub(super) const FLOOR: Self = Self((Self::ASKED.0 - 1) | Self::CLOSING.0);
    /// A word in any of these has no content of its own.
    pub(super) const LISTED: Self = Self(Self::FLOOR.0 | Self::COMMON.0 | Self::ASKS.0 | Self::HIDDEN.0);

    /// Whether it is in any of `classes`.
    pub(super) const fn any(self, classes: Self) -> bool {
        self.0 & classes.0 != 0
    }

    /// Those that are in `classes` too.
    pub(super) const fn only(self, classes: Self) -> Self {
        Self(self.0 & classes.0)
    }
}

impl BitOr for Classes {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Names of the classes in a list, with what a user may put in.
pub(super) const NAMES: [(&str, Classes); 19] = [
    ("continuer", Classes::CONTINUER),
    ("hum", Classes::HUM),
    ("yes", Classes::YES),
    ("right", Classes::RIGHT),
    ("okay", Classes::OKAY),
    ("no", Classes::NO),
    ("oh", Classes::OH),
    ("praise", Classes::PRAISE),
    ("companion", Classes::COMPANION),
    ("filler", Classes::FILLER),
    ("conjunction", Classes::CONJUNCTION),
    ("calls_for_more", Classes::CALLS_FOR_MORE),
    ("pronoun", Classes::PRONOUN),
    ("auxiliary", Classes::AUXILIARY),
    ("question", Classes::QUESTION),
    ("common", Classes::COMMON),
    ("asks", Classes::ASKS),
    ("closing", Classes::CLOSING),
    ("sound", Classes::SOUND),
];
