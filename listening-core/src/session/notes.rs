//! What is known of a recording from outside its samples.

use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::Span;

/// What is noted at the end of a call, in the order of reports.
const AT_END: [HealthCode; 2] = [HealthCode::Truncated, HealthCode::Unfinished];

/// Findings that a caller noted, each once, the first as it was said.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes(Vec<(HealthCode, Option<f64>)>);

impl Notes {
    pub(super) fn note(&mut self, code: HealthCode, value: Option<f64>) {
        if self.0.iter().all(|(known, _)| *known != code) {
            self.0.push((code, value));
        }
    }

    /// Of a call that was heard over `whole`: what is missing at its end is noted there, and first; everything else covers the whole.
    pub(super) fn findings(&self, whole: Span) -> impl Iterator<Item = Health> {
        let end = Span::new(whole.end, whole.end);
        let named = |code| self.0.iter().filter(move |(known, _)| *known == code);
        let last = |(known, _): &&_| !AT_END.contains(known);
        let at_end = AT_END.into_iter().flat_map(named).map(move |&(code, value)| Health::new(code, end, value));
        at_end.chain(self.0.iter().filter(last).map(move |&(code, value)| Health::new(code, whole, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Time;

    #[test]
    fn each_is_noted_once_and_the_end_comes_first() {
        let mut notes = Notes::default();
        notes.note(HealthCode::Coding, Some(8.0));
        notes.note(HealthCode::Coding, Some(16.0));
        notes.note(HealthCode::Unfinished, None);
        notes.note(HealthCode::Truncated, None);
        let whole = Span::new(Time::ZERO, Time::from_millis(9000));
        let found: Vec<Health> = notes.findings(whole).collect();
        let end = Span::new(whole.end, whole.end);
        let expected = [
            Health::new(HealthCode::Truncated, end, None),
            Health::new(HealthCode::Unfinished, end, None),
            Health::new(HealthCode::Coding, whole, Some(8.0)),
        ];
        assert_eq!(found, expected);
    }
}
