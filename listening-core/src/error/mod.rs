//! The one error type of the engine.

mod kind;

use std::fmt;

pub(crate) use kind::ErrorKind;

/// Result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an input was refused. Its text says what came, what was expected and what to do; the questions below sort it.
/// A refused input leaves no trace: a session or a floor is as it was before, and can go on.
///
/// ```
/// use listening_core::{Config, Error};
/// let error: Error = Config { agent_channel: 2, ..Config::default() }.check().unwrap_err();
/// assert!(error.is_config());
/// assert_eq!(error.to_string(), "setting `agent_channel` is 2: expected 0 (left) or 1 (right)");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<ErrorKind>);

const _: () = {
    const fn is_send_and_sync<T: Send + Sync + std::error::Error>() {}
    is_send_and_sync::<Error>();
};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

impl Error {
    /// Whether the configuration was refused, before any call: a setting, the sample rate, a lexicon, a profile.
    ///
    /// ```
    /// use listening_core::{Language, Lexicon};
    /// assert!(Language::from_code("nl").unwrap_err().is_config());
    /// assert!(Lexicon::default().extended("maybe: perhaps").unwrap_err().is_config());
    /// ```
    pub fn is_config(&self) -> bool {
        matches!(
            *self.0,
            ErrorKind::SampleRate { .. }
                | ErrorKind::Setting { .. }
                | ErrorKind::Lexicon { .. }
                | ErrorKind::LexiconSize { .. }
                | ErrorKind::Profile { .. }
        )
    }

    /// Whether what was given of a call was refused, rather than the configuration: audio, talkspurts, words, reports.
    ///
    /// ```
    /// use listening_core::{Config, Floor, Party};
    /// assert!(Floor::new().push(Party::Agent, 2.0, 1.0).unwrap_err().is_input());
    /// assert!(!Config { agent_channel: 2, ..Config::default() }.check().unwrap_err().is_input());
    /// ```
    pub fn is_input(&self) -> bool {
        !self.is_config()
    }

    /// Whether the sample rate is not from 4000 to 192000 Hz. It is a refusal of the configuration.
    ///
    /// ```
    /// use listening_core::Config;
    /// let error = Config { sample_rate: 3_000, ..Config::default() }.check().unwrap_err();
    /// assert!(error.is_sample_rate() && error.is_config());
    /// assert!(error.to_string().contains("192000"));
    /// ```
    pub fn is_sample_rate(&self) -> bool {
        matches!(*self.0, ErrorKind::SampleRate { .. })
    }

    /// Whether audio was refused: its shape, its length or its samples.
    ///
    #[cfg_attr(feature = "audio", doc = "```")]
    #[cfg_attr(not(feature = "audio"), doc = "```ignore")]
    /// use listening_core::{Config, Session};
    /// let mut session = Session::new(Config::default())?;
    /// assert!(session.push_interleaved(&[0_i16; 3]).unwrap_err().is_audio());
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    pub fn is_audio(&self) -> bool {
        matches!(
            *self.0,
            ErrorKind::OddLength { .. }
                | ErrorKind::UnequalChannels { .. }
                | ErrorKind::Gap { .. }
                | ErrorKind::LateLoss { .. }
                | ErrorKind::ArrayShape { .. }
                | ErrorKind::NonFinite { .. }
                | ErrorKind::OutOfRange { .. }
        )
    }

    /// Whether a float sample is not a number, or infinite. It is a refusal of audio.
    ///
    #[cfg_attr(feature = "audio", doc = "```")]
    #[cfg_attr(not(feature = "audio"), doc = "```ignore")]
    /// use listening_core::{Config, Session};
    /// let mut session = Session::new(Config::default())?;
    /// let error = session.push_interleaved(&[0.0, f32::NAN]).unwrap_err();
    /// assert!(error.is_not_finite() && error.is_audio());
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    pub fn is_not_finite(&self) -> bool {
        matches!(*self.0, ErrorKind::NonFinite { .. })
    }

    /// Whether a float sample is beyond -16..16, where full scale is -1..1. It is a refusal of audio.
    ///
    #[cfg_attr(feature = "audio", doc = "```")]
    #[cfg_attr(not(feature = "audio"), doc = "```ignore")]
    /// use listening_core::{Config, Session};
    /// let mut session = Session::new(Config::default())?;
    /// let error = session.push_interleaved(&[0.0, 12_345.0]).unwrap_err();
    /// assert!(error.is_out_of_range() && error.is_audio());
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    pub fn is_out_of_range(&self) -> bool {
        matches!(*self.0, ErrorKind::OutOfRange { .. })
    }

    /// Whether a mark of the telephone system was refused: its times, its agent's name, or one too many.
    ///
    /// ```
    /// use listening_core::{Floor, MarkKind};
    /// assert!(Floor::new().push_mark(MarkKind::Hold, 2.0, Some(1.0), None, None).unwrap_err().is_mark());
    /// ```
    pub fn is_mark(&self) -> bool {
        matches!(*self.0, ErrorKind::Mark { .. })
    }

    /// Whether given talkspurts were refused, or the duration of their call.
    ///
    /// ```
    /// use listening_core::{Floor, Party};
    /// let mut floor = Floor::new();
    /// floor.push(Party::Agent, 0.0, 2.0)?;
    /// assert!(floor.push(Party::Agent, 1.0, 3.0).unwrap_err().is_talkspurts());
    /// assert!(floor.finish(Some(1.0)).unwrap_err().is_talkspurts());
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    pub fn is_talkspurts(&self) -> bool {
        matches!(
            *self.0,
            ErrorKind::SpurtNotFinite { .. }
                | ErrorKind::SpurtBounds { .. }
                | ErrorKind::SpurtOrder { .. }
                | ErrorKind::SpurtBeyond { .. }
                | ErrorKind::Duration { .. }
        )
    }

    /// Whether a given word was refused.
    ///
    /// ```
    /// use listening_core::{Floor, Party};
    /// let error = Floor::new().push_word(Party::Agent, 0.0, 0.4, " ").unwrap_err();
    /// assert!(error.is_words());
    /// ```
    pub fn is_words(&self) -> bool {
        matches!(
            *self.0,
            ErrorKind::WordNotFinite { .. }
                | ErrorKind::WordBounds { .. }
                | ErrorKind::WordEmpty { .. }
                | ErrorKind::WordLong { .. }
        )
    }

    /// Whether a text is no report of this schema, or one that cannot be used.
    pub fn is_report(&self) -> bool {
        matches!(*self.0, ErrorKind::Report { .. })
    }
}
