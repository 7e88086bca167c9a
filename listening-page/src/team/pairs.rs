//! How far apart each two agents are, in the order of their names: no rank follows.

use super::part::Part;
use super::said::{WHOLE, differs};
use crate::data::Pair;
use crate::words::{WORDS, counted};

/// With more pairs than this, the others are left to the data.
const MOST: usize = 200;

/// All pairs of a part.
pub(super) struct PairsView<'a> {
    /// How many of all differences, of all measures, are called.
    pub(super) called: String,
    /// Those of the whole score, or of the first measure where no call has one.
    pub(super) rows: Vec<Row<'a>>,
    /// What the rows are about.
    pub(super) of: String,
    /// Where the rest is.
    pub(super) more: Option<String>,
}

/// A pair.
pub(super) struct Row<'a> {
    pub(super) a: &'a str,
    pub(super) b: &'a str,
    pub(super) by: String,
    pub(super) called: bool,
}

/// `None` where pairs were not asked for.
pub(super) fn pairs<'a>(shown: &Part<'a>) -> Option<PairsView<'a>> {
    let id = shown.pairs.iter().find(|pair| pair.measure == WHOLE).or(shown.pairs.first())?.measure.as_str();
    let of = |pair: &&&'a Pair| pair.measure == id;
    let unit = shown.measure(id).map_or("", |each| each.unit.as_str());
    let row = |pair: &&'a Pair| Row {
        a: &pair.a,
        b: &pair.b,
        by: differs(None, &pair.difference, unit).by(),
        called: pair.called,
    };
    let count = shown.pairs.iter().filter(of).count();
    let called = shown.pairs.iter().filter(|pair| pair.called).count();
    Some(PairsView {
        called: format!(
            "The interval excludes zero in {called} of {} of all measures; by chance alone it does in one of ten.",
            counted(shown.pairs.len(), "difference")
        ),
        rows: shown.pairs.iter().filter(of).take(MOST).map(row).collect(),
        of: WORDS.name(id),
        more: (count > MOST).then(|| format!("{} more in the JSON.", counted(count - MOST, "pair"))),
    })
}
