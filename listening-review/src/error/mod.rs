//! The one error type of this crate: what was expected, what came, and what to do.

mod kind;

pub(crate) use kind::ErrorKind;

/// Result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a report, a row, a rated call or a setting was refused.
///
/// The text says what was expected, what came and what to do. Ask the `is_` questions for what to do in code.
///
/// ```
/// use listening_review::Preset;
/// let error = Preset::from_name("verint").unwrap_err();
/// assert!(error.is_config());
/// assert!(error.to_string().contains("verint_3s"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<ErrorKind>);

/// What came may be a book; no message is longer, in characters.
const LONGEST: usize = 1000;

impl std::error::Error for Error {}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = self.0.to_string();
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "{}...", &text[..end]),
            None => f.write_str(&text),
        }
    }
}

impl Error {
    /// Whether a name or a setting was refused: a preset, a target, a time.
    pub fn is_config(&self) -> bool {
        match &*self.0 {
            ErrorKind::Core(error) => error.is_config(),
            kind => matches!(kind, ErrorKind::Preset { .. } | ErrorKind::Setting { .. }),
        }
    }

    /// Whether a text is no report of the schema `listening.report/1`, or not one that can be used here.
    ///
    /// ```
    /// use listening_review::presets::Basis;
    /// assert!(Basis::from_json("{}").unwrap_err().is_report());
    /// ```
    pub fn is_report(&self) -> bool {
        match &*self.0 {
            ErrorKind::Core(error) => error.is_report(),
            kind => matches!(kind, ErrorKind::Report { .. }),
        }
    }

    /// Whether a row for tracking was refused, or the text that holds the rows.
    ///
    /// ```
    /// use listening_review::tracking::Calls;
    /// assert!(Calls::from_json("{}").unwrap_err().is_rows());
    /// ```
    pub fn is_rows(&self) -> bool {
        matches!(*self.0, ErrorKind::Rows { .. }) || self.row().is_some()
    }

    /// The position of the row for tracking that was refused, from 0.
    ///
    /// ```
    /// use listening_review::tracking::Calls;
    /// let error = Calls::from_json(r#"[{"agent": "", "time": 0, "report": {}}]"#).unwrap_err();
    /// assert_eq!(error.row(), Some(0));
    /// ```
    pub fn row(&self) -> Option<usize> {
        match *self.0 {
            ErrorKind::RowAgent { index } | ErrorKind::RowTime { index, .. } | ErrorKind::RowReport { index, .. } => {
                Some(index)
            }
            _ => None,
        }
    }

    /// Whether a calibration was refused, or the rated calls that it was to be fitted to.
    ///
    /// ```
    /// use listening_review::Calibration;
    /// assert!(Calibration::from_json("{}").unwrap_err().is_calibration());
    /// ```
    pub fn is_calibration(&self) -> bool {
        matches!(
            *self.0,
            ErrorKind::Rated { .. }
                | ErrorKind::CalibrationCalls { .. }
                | ErrorKind::CalibrationAgents { .. }
                | ErrorKind::Ratings { .. }
                | ErrorKind::Satisfaction
                | ErrorKind::Calibration { .. }
                | ErrorKind::CalibrationProfile { .. }
                | ErrorKind::RatedProfile { .. }
        )
    }

    /// The engine's own error, where it was the engine that refused.
    ///
    /// ```
    /// use listening_review::Explanation;
    /// let profile = listening_core::Profile::contact_center();
    /// assert!(Explanation::from_json("no JSON", &profile).unwrap_err().as_core().is_some());
    /// ```
    pub fn as_core(&self) -> Option<&listening_core::Error> {
        match &*self.0 {
            ErrorKind::Core(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

impl From<listening_core::Error> for Error {
    fn from(error: listening_core::Error) -> Self {
        ErrorKind::Core(error).into()
    }
}

const _: () = {
    const fn is_error<T: std::error::Error + Send + Sync + 'static>() {}
    is_error::<Error>();
};

#[cfg(test)]
mod tests {
    use crate::{Calibration, Preset, tracking::Calls};

    #[test]
    fn a_text_of_any_length_makes_a_short_message() {
        let long = "\u{e9}".repeat(100_000);
        let calibration = format!(r#"{{"schema": "{long}"}}"#);
        let rows = format!(r#"[{{"agent": "a", "time": 0, "report": {{"schema": "{long}"}}}}]"#);
        for message in [
            Preset::from_name(&long).unwrap_err().to_string(),
            Calibration::from_json(&calibration).unwrap_err().to_string(),
            Calls::from_json(&rows).unwrap_err().to_string(),
        ] {
            let characters = message.chars().count();
            assert!(characters < 1100, "{characters} characters");
        }
        // Nothing that says what to do is lost.
        let preset = Preset::from_name(&long).unwrap_err().to_string();
        assert!(preset.contains("verint_3s"), "{preset}");
    }
}
