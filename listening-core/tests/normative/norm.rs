//! A row of the table: where a number stands, and what the code does on both sides of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::page::Page;

/// What the page says, and the check of the code against it. The check gets the numbers of the page.
#[derive(Clone, Copy)]
pub(crate) struct Norm {
    pub(crate) page: Page,
    pub(crate) heading: &'static str,
    pub(crate) words: &'static str,
    pub(crate) check: fn(&[f64]),
}

/// One row.
macro_rules! norm {
    ($page:ident, $heading:literal, $words:literal, $check:expr) => {
        $crate::norm::Norm { page: $crate::page::Page::$page, heading: $heading, words: $words, check: $check }
    };
}
pub(crate) use norm;

/// Checks all rows of a stage, and tells of each that fails.
pub(crate) fn check_all(tables: &[&[Norm]]) {
    let mut failed = 0;
    for row in tables.iter().copied().flatten() {
        let found = row.page.text().find(row.heading, row.words);
        let checked = found.map(|found| catch_unwind(AssertUnwindSafe(|| (row.check)(&found.values()))).is_ok());
        if checked != Ok(true) {
            failed += 1;
            let why = checked.err().unwrap_or_else(|| "the code does otherwise (above)".to_owned());
            eprintln!("{}, \"{}\", \"{}\": {why}", row.page.name(), row.heading, row.words);
        }
    }
    assert_eq!(failed, 0, "{failed} numbers of the pages and the code differ");
}

/// Something `holds` on one side of a number and not on the other.
#[track_caller]
pub(crate) fn flips(inside: f64, outside: f64, holds: impl Fn(f64) -> bool) {
    assert!(holds(inside), "does not hold at {inside}");
    assert!(!holds(outside), "holds at {outside} too");
}

/// Something holds from `limit` on, and not by `step` less.
#[track_caller]
pub(crate) fn from(limit: f64, step: f64, holds: impl Fn(f64) -> bool) {
    flips(limit, limit - step, &holds);
    assert!(holds(limit + step), "does not hold at {}", limit + step);
}

/// Something holds below `limit`, and not from there on.
#[track_caller]
pub(crate) fn under(limit: f64, step: f64, holds: impl Fn(f64) -> bool) {
    flips(limit - step, limit, holds);
}

/// Something holds up to `limit`, and not by `step` more.
#[track_caller]
pub(crate) fn up_to(limit: f64, step: f64, holds: impl Fn(f64) -> bool) {
    flips(limit, limit + step, holds);
}

#[track_caller]
pub(crate) fn near(found: f64, expected: f64, off: f64) {
    assert!((found - expected).abs() <= off, "{found}, not {expected}");
}
