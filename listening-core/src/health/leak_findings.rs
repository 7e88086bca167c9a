//! What the other party's leaks say about a channel.

use crate::activity::Leak;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::{Span, Time};

/// An echo this late or later has gone a way through the network and back.
const ROUND_TRIP: Time = Time::from_millis(30);

/// Adds the leaks of a channel, in order, to what was `found` on it: echoes, and that both channels are nearly the same
/// where that is not known yet.
pub(crate) fn add_leaks(found: &mut Vec<Health>, leaks: &[Leak], duration: Time) {
    for (k, leak) in leaks.iter().enumerate() {
        // One leak is there all along; of several each lasts until the next.
        let start = if k == 0 { Time::ZERO } else { Time::from_frame(leak.from) };
        let end = leaks.get(k + 1).map_or(duration, |next| Time::from_frame(next.from));
        let span = Span::new(start, end);
        let path = leak.path;
        if path.doubles() {
            if found.iter().all(|known| known.code != HealthCode::Duplicated) {
                found.push(Health::new(HealthCode::Duplicated, span, None));
            }
            continue;
        }
        found.push(Health::new(HealthCode::Echo, span, Some(f64::from(path.gain_db))));
        // A shorter way is no round trip, but cross-talk at the recorder.
        let late = Time::from_frame(path.lag as u64);
        if late >= ROUND_TRIP {
            found.push(Health::new(HealthCode::RoundTripMs, span, Some(late.millis() as f64)));
        }
    }
}
