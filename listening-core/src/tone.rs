//! The signalling tones that are distinguished: plain data, which events name.

use crate::names::HealthCode;

/// What a tone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// A key's pair of frequencies.
    Dtmf,
    /// Dial tone; also any tone of a plan's dial frequency that lasts 2.5 s or longer.
    Dial,
    /// The called telephone rings.
    Ringback,
    /// The called party is busy.
    Busy,
    /// No way through the network: congestion, reorder.
    Congestion,
    /// Three rising tones before an announcement.
    SpecialInformation,
    /// A fax calls (CNG, 1100 Hz) or answers (CED, 2100 Hz). A modem's plain 2100 Hz is the same tone, and
    /// gets this name too.
    Fax,
    /// A modem calls (1300 Hz) or answers (2225 Hz; 2100 Hz with phase reversals or modulated at 15 Hz).
    Modem,
    /// Steady and pure, but of no known kind: a beep.
    Other,
}

impl Tone {
    /// The finding that it is on a channel.
    pub const fn code(self) -> HealthCode {
        match self {
            Self::Dtmf => HealthCode::Dtmf,
            Self::Dial => HealthCode::Dial,
            Self::Ringback => HealthCode::Ringback,
            Self::Busy => HealthCode::Busy,
            Self::Congestion => HealthCode::Congestion,
            Self::SpecialInformation => HealthCode::SpecialInformation,
            Self::Fax => HealthCode::Fax,
            Self::Modem => HealthCode::Modem,
            Self::Other => HealthCode::Tone,
        }
    }

    /// Its name, as that of the finding.
    pub const fn name(self) -> &'static str {
        self.code().name()
    }
}

/// The tones of a country or region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TonePlan {
    /// 350, 440, 480 and 620 Hz in pairs.
    NorthAmerica,
    /// 400 Hz, and 400 + 450 Hz for ringback.
    UnitedKingdom,
    /// 425 Hz: what the ITU recommends; Germany and most of Europe.
    Itu,
    /// 440 Hz.
    France,
    /// 400 Hz, modulated for ringback.
    Japan,
}

impl TonePlan {
    /// Its name: `north_america`, `united_kingdom`, `itu`, `france` or `japan`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NorthAmerica => "north_america",
            Self::UnitedKingdom => "united_kingdom",
            Self::Itu => "itu",
            Self::France => "france",
            Self::Japan => "japan",
        }
    }
}
