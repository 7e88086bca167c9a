//! What every call takes and gives, whichever engine reads it.

use listening_core::{Floor, MarkKind, Mix, Party, Report, Result, Session};
use listening_review::Calibration;

use crate::errors::{Given, raise, raise_review};
use crate::options::{Mark, Word, party};

/// A call that takes words and marks.
pub(crate) trait Call {
    /// Takes a word.
    fn push_word(&mut self, by: Party, start: f64, end: f64, text: &str) -> Result<()>;

    /// Takes a mark.
    fn push_mark(
        &mut self,
        kind: MarkKind,
        start: f64,
        end: Option<f64>,
        party: Option<Party>,
        agent: Option<&str>,
    ) -> Result<()>;

    /// Takes a word as JavaScript gives it.
    fn word(&mut self, word: &Word) -> Given<()> {
        self.push_word(party(&word.party)?, word.start, word.end, &word.text).map_err(|error| raise(&error))
    }

    /// Takes a mark as JavaScript gives it.
    fn mark(&mut self, mark: &Mark) -> Given<()> {
        let (kind, start, end, party, agent) = mark.checked()?;
        self.push_mark(kind, start, end, party, agent).map_err(|error| raise(&error))
    }

    /// Takes what is known of the call beforehand.
    fn take(&mut self, words: &[Word], marks: &[Mark]) -> Given<()> {
        words.iter().try_for_each(|word| self.word(word))?;
        marks.iter().try_for_each(|mark| self.mark(mark))
    }
}

macro_rules! calls {
    ($($call:ty),+) => {$(
        impl Call for $call {
            fn push_word(&mut self, by: Party, start: f64, end: f64, text: &str) -> Result<()> {
                self.push_word(by, start, end, text)
            }

            fn push_mark(
                &mut self,
                kind: MarkKind,
                start: f64,
                end: Option<f64>,
                party: Option<Party>,
                agent: Option<&str>,
            ) -> Result<()> {
                self.push_mark(kind, start, end, party, agent)
            }
        }
    )+};
}

calls!(Session, Mix, Floor);

/// The report as JSON, rated by a calibration where there is one.
pub(crate) fn rated(mut report: Report, calibration: Option<&Calibration>) -> Given<String> {
    if let Some(calibration) = calibration {
        calibration.apply(&mut report).map_err(|error| raise_review(&error))?;
    }
    Ok(report.to_json())
}

/// What an engine with `open` is told of its recording's file.
macro_rules! notes {
    ($engine:ident) => {
        #[wasm_bindgen]
        impl $engine {
            /// The recording is known to be cut short.
            #[wasm_bindgen(js_name = noteTruncated)]
            pub fn note_truncated(&mut self) -> Given<()> {
                self.open()?.note_truncated();
                Ok(())
            }

            /// The recording's header was never completed.
            #[wasm_bindgen(js_name = noteUnfinished)]
            pub fn note_unfinished(&mut self) -> Given<()> {
                self.open()?.note_unfinished();
                Ok(())
            }
        }
    };
}
pub(crate) use notes;
