//! Float samples beyond full scale.

use super::{Health, Moment};
use crate::time::Span;

/// Remembers the first and the last second with such samples.
#[derive(Clone, Debug, Default)]
pub(super) struct Range {
    beyond: bool,
    span: Option<Span>,
}

impl Range {
    pub(super) fn push(&mut self, moment: &Moment) {
        self.beyond |= moment.block.beyond;
    }

    pub(super) fn second(&mut self, span: Span) {
        if std::mem::take(&mut self.beyond) {
            self.span = Some(Span::new(self.span.map_or(span.start, |known| known.start), span.end));
        }
    }

    pub(super) fn findings(&self) -> Option<Health> {
        self.span.map(|span| Health { code: "out_of_range", start: span.start, end: span.end, value: None })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{heard, spans_of, speech};

    #[test]
    fn the_first_and_the_last_second_are_told() {
        let beyond = |s: f64| (5.2..5.3).contains(&s) || (17.6..17.7).contains(&s);
        let samples = speech(30.0, |s, x| if beyond(s) { 1.5 } else { x });
        assert_eq!(spans_of(&heard(&samples, "out_of_range")), [(5.0, 18.0)]);
        assert!(heard(&speech(30.0, |_, x| x), "out_of_range").is_empty());
    }
}
