//! A report's texts as C reads them: each once, found by what it says.

use std::ffi::{CString, c_char};
use std::ptr;

use listening_core::{Id, Report};

/// Sorted, so that a text is found without a table beside.
#[derive(Debug)]
pub(crate) struct Texts(Vec<CString>);

impl Texts {
    /// Every text that a row of the report may point to.
    pub(crate) fn of(report: &Report) -> Self {
        let score = &report.score;
        let mut all: Vec<&str> = vec![&report.profile, score.status.as_str()];
        all.extend([&score.rating, &score.rating_low, &score.rating_high].into_iter().flatten().map(Id::as_str));
        if let Some(engine) = &report.engine {
            all.push(&engine.version);
            all.extend(engine.network.as_deref());
        }
        all.extend(score.withheld_by.iter().map(Id::as_str));
        for dimension in &score.dimensions {
            all.push(dimension.id.as_str());
            all.extend(dimension.deductions.iter().map(|deduction| deduction.measure.as_str()));
        }
        for channel in [&report.parties.agent, &report.parties.customer] {
            all.extend(channel.health.iter().map(|found| found.code.as_str()));
        }
        report.measures.iter().for_each(|measure| all.extend([measure.id.as_str(), measure.unit.as_str()]));
        all.extend(report.marks.iter().filter_map(|mark| mark.agent.as_deref()));
        for leg in &report.legs {
            all.extend(leg.agent.as_deref().into_iter().chain([leg.score.status.as_str()]));
            all.extend(leg.score.rating.as_ref().map(Id::as_str));
        }
        for event in &report.events {
            all.extend(event.reasons.iter().map(String::as_str).chain(event.measures.iter().map(Id::as_str)));
        }
        // None of them holds a NUL: they are names, and sentences without a text from outside. A profile's name is held to
        // letters, digits and some signs, an agent's to text without control characters.
        all.sort_unstable();
        all.dedup();
        Self(all.into_iter().filter_map(|text| CString::new(text).ok()).collect())
    }

    /// The text that says this; NULL for one that is not there.
    pub(crate) fn get(&self, text: &str) -> *const c_char {
        let found = self.0.binary_search_by(|known| known.as_bytes().cmp(text.as_bytes()));
        found.ok().and_then(|at| self.0.get(at)).map_or(ptr::null(), |text| text.as_ptr())
    }
}
