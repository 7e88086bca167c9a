//! What a reader of a tracking should know of the calls.

use listening_core::Party;

use super::calls::TrackedCall;
use super::options::{AGENT, Options};
use super::period::shown;
use crate::dated;

pub(super) fn warnings(calls: &[&TrackedCall], options: &Options) -> Vec<String> {
    let whole = || calls.iter().filter(|call| call.leg == 0);
    let count = |is: fn(&TrackedCall, Party) -> bool| whole().filter(|call| is(call, options.assessed)).count();
    let all = whole().count();
    let calls_noun = if all == 1 { "call" } else { "calls" };
    let dated = count(|call, _| call.evidence.dated);
    let others = count(|call, assessed| call.evidence.assessed != assessed);
    let other = options.assessed.other().name();
    let of_other = (others > 0).then(|| {
        format!(
            "{others} of {all} reports score the {other}'s listening: their scores are left out, their measures are not"
        )
    });
    let outside = options.since.and_then(|since| outside(calls, options.until.unwrap_or(since), since));
    let transferred = calls.iter().filter(|call| call.leg == 1).count();
    let whose = if options.by == AGENT { "its own agent".to_owned() } else { format!("the call's own {}", options.by) };
    let were = if transferred == 1 { "was" } else { "were" };
    let transferred = (transferred > 0).then(|| {
        format!("{transferred} of {all} {calls_noun} {were} transferred: each leg counts as a call of {whose}")
    });
    let withheld = count(|call, _| call.evidence.withheld);
    let withheld = (withheld > 0).then(|| {
        let are = if withheld == 1 { "is" } else { "are" };
        format!(
            "{withheld} of {all} {calls_noun} {are} left out, for the channels do not say who talked: `withheld_by` of each report"
        )
    });
    let dated = dated::warning(dated, all);
    dated.into_iter().chain(of_other).chain(withheld).chain(transferred).chain(outside).collect()
}

/// Where no change can be found, because all calls are on one side of the time that was given.
fn outside(calls: &[&TrackedCall], until: f64, since: f64) -> Option<String> {
    let before = calls.iter().filter(|call| call.time < until).count();
    let after = calls.iter().filter(|call| call.time >= since).count();
    match (before, after) {
        (0, _) => {
            Some(format!("no call is earlier than the comparison at {}: there is no change to report", shown(until)))
        }
        (_, 0) => {
            Some(format!("no call is later than the comparison at {}: there is no change to report", shown(since)))
        }
        _ => None,
    }
}
