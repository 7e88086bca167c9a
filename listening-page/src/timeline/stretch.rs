//! Stretches of a call, a row each.

/// Up to which length of a call a row has how many seconds.
const ROWS: [(f64, f64); 4] = [(600.0, 60.0), (1200.0, 120.0), (7200.0, 300.0), (21_600.0, 600.0)];
const LONG_ROW: f64 = 1800.0;
/// Share of a row that the last one has at least.
const LEAST: f64 = 0.1;

/// A stretch of the call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) start: f64,
    pub(super) end: f64,
    /// Seconds that it would have if the call went on.
    pub(super) length: f64,
}

impl Stretch {
    /// Where a moment lies, of one.
    pub(super) fn share(&self, at: f64) -> f64 {
        ((at - self.start) / self.length).clamp(0.0, 1.0)
    }

    /// A span, cut to the row: where it begins and how wide it is, of one.
    pub(super) fn within(&self, start: f64, end: f64) -> Option<(f64, f64)> {
        (end > self.start && start < self.end).then(|| (self.share(start), self.share(end) - self.share(start)))
    }
}

/// The rows of a call.
pub(super) fn stretches(duration: f64) -> Vec<Stretch> {
    if duration.is_nan() || duration <= 0.0 {
        return Vec::new();
    }
    let length = ROWS.iter().find(|(until, _)| duration <= *until).map_or(LONG_ROW, |(_, seconds)| *seconds);
    let mut length = length.min(duration.max(1.0));
    let mut count = (duration / length).ceil().max(1.0);
    if count > 1.0 && duration - (count - 1.0) * length < length * LEAST {
        // Hardly anything would be in the last row: the others take it up, at a round length.
        length = (duration / (count - 1.0) / (length / 12.0)).ceil() * length / 12.0;
        count = (duration / length).ceil();
    }
    (0..count as u32)
        .map(f64::from)
        .map(|k| Stretch { start: k * length, end: ((k + 1.0) * length).min(duration), length })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_calls() {
        let rows = stretches(91.86);
        assert_eq!(rows.iter().map(|row| (row.start, row.end)).collect::<Vec<_>>(), [(0.0, 60.0), (60.0, 91.86)]);
        assert_eq!((stretches(3600.0).len(), stretches(0.0).len(), stretches(f64::NAN).len()), (12, 0, 0));
        assert_eq!((stretches(20.0)[0].length, stretches(602.5)[0].length), (20.0, 130.0));
    }

    #[test]
    fn spans_are_cut() {
        let row = stretches(91.86)[1];
        assert_eq!(row.within(30.0, 90.0), Some((0.0, 0.5)));
        assert_eq!(row.within(30.0, 50.0), None);
    }
}
