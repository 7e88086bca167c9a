//! How many calls are tracked.

use std::ffi::c_char;
use std::ptr;

use listening_review::tracking::{self, Options};

use crate::boundary::{Fail, guard};
use crate::config::{flag, party};
use crate::pointer;
use crate::sized::{self, Grows};
use crate::status::Status;

/// Calendar periods, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Period {
    /// Calls are not summarised by period.
    None = 0,
    /// From midnight.
    Day = 1,
    /// From Monday (ISO 8601).
    Week = 2,
    /// From the first.
    Month = 3,
}

/// How calls are tracked. Set it up with listening_track_config_init, then change fields as needed.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct TrackConfig {
    /// The size of this struct: set by listening_track_config_init; do not change it.
    pub size: usize,
    /// The party whose listening the reports assess: a listening_party. Default LISTENING_PARTY_AGENT.
    pub assessed: i32,
    /// The calendar periods by which each agent's calls are also summarised: a listening_period. Each row's time is then in
    /// seconds since 1970. Default LISTENING_PERIOD_NONE.
    pub period: i32,
    /// Whether the difference of each pair of agents is reported, for up to 200 agents: 0 or 1. Default 0.
    pub pairs: i32,
    /// The start of the time after a training: compares the calls before it with those from it on. Default NaN:
    /// compares the halves of each agent's calls.
    pub since: f64,
    /// The end of the time before a training, at most since: calls between the two are in neither group. Default NaN: the
    /// same as since.
    pub until: f64,
    /// The grouping of the calls, such as "team": the legs of a transferred call then count for the call's own group,
    /// not for the agents named by the transfer. Terminated by NUL; not kept. Default NULL: "agent".
    pub by: *const c_char,
    /// What estimates are adjusted for, one name per line: labels of the rows, such as "queue", and "length", the length of
    /// the call. Terminated by NUL; not kept. Default NULL: no adjustment.
    pub adjust: *const c_char,
}

impl Default for TrackConfig {
    fn default() -> Self {
        Self {
            size: size_of::<Self>(),
            assessed: crate::config::Party::Agent as i32,
            period: Period::None as i32,
            pairs: 0,
            since: f64::NAN,
            until: f64::NAN,
            by: ptr::null(),
            adjust: ptr::null(),
        }
    }
}

// SAFETY: `repr(C)`, the size is first, all fields are numbers or pointers.
unsafe impl Grows for TrackConfig {}

impl TrackConfig {
    /// Reads the caller's configuration; ranges that tracking checks itself are left to it.
    ///
    /// # Safety
    /// `config` is NULL or points to as many bytes as its size says; its texts are NULL or end with a NUL.
    pub(crate) unsafe fn options(config: *const Self) -> Result<Options, Fail> {
        // SAFETY: the caller's promise.
        let config = unsafe { sized::read(config) }?;
        // SAFETY: the caller's promise.
        let (by, adjust) = unsafe { (named("by", config.by)?, named("adjust", config.adjust)?) };
        Ok(Options {
            assessed: party(config.assessed)?,
            by: by.unwrap_or("agent").to_owned(),
            since: given("since", config.since)?,
            until: given("until", config.until)?,
            period: period(config.period)?,
            adjust: adjust.unwrap_or_default().lines().filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            pairs: flag("pairs", config.pairs)?,
        })
    }
}

/// # Safety
/// `text` is NULL or is terminated by NUL.
unsafe fn named<'a>(name: &str, text: *const c_char) -> Result<Option<&'a str>, Fail> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise.
    let read = unsafe { pointer::text(text) }?;
    read.map(Some).ok_or_else(|| Fail::new(Status::BadConfig, format!("setting `{name}` is not UTF-8")))
}

/// NaN is a time that is not set; an infinite one is rejected.
fn given(name: &str, time: f64) -> Result<Option<f64>, Fail> {
    if time.is_infinite() {
        return Err(Fail::new(
            Status::BadConfig,
            format!("setting `{name}` is {time}: expected a finite time, or NaN"),
        ));
    }
    Ok((!time.is_nan()).then_some(time))
}

fn period(got: i32) -> Result<Option<tracking::Period>, Fail> {
    const NAMED: [(Period, tracking::Period); 3] = [
        (Period::Day, tracking::Period::Day),
        (Period::Week, tracking::Period::Week),
        (Period::Month, tracking::Period::Month),
    ];
    if got == Period::None as i32 {
        return Ok(None);
    }
    let known = NAMED.into_iter().find(|(number, _)| *number as i32 == got).map(|(_, period)| Some(period));
    known.ok_or_else(|| {
        Fail::new(
            Status::BadConfig,
            format!("setting `period` is {got}: expected 0 (none), 1 (day), 2 (week) or 3 (month)"),
        )
    })
}

/// Sets every field to its default. Call it as listening_track_config_init(&config, sizeof config); size is as for
/// listening_config_init.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_track_config_init(config: *mut TrackConfig, size: usize) -> Status {
    // SAFETY: the caller says by `size` how much may be written.
    guard(|| unsafe { sized::write(config, size, &TrackConfig::default()) }.map(|()| Status::Ok))
}
