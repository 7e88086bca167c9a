//! The events that wait to be polled.

use std::collections::VecDeque;

use listening_core as core;

use crate::boundary::{Fail, guard};
use crate::pointer;
use crate::session::Session;
use crate::status::Status;

/// The maximum number of events that wait to be polled, about 1 MB. Beyond that, the oldest events that are not final are dropped,
/// or the oldest final ones if there are no others; listening_session_dropped_events counts them.
pub const LISTENING_MAX_WAITING_EVENTS: usize = 4096;

/// Finals and others apart, so that the oldest of either is found at once; each with its place in the order of all.
#[derive(Debug)]
pub(crate) struct Queue {
    finals: VecDeque<(u64, core::Event)>,
    others: VecDeque<(u64, core::Event)>,
    next: u64,
    dropped_finals: u64,
    dropped_others: u64,
}

impl Queue {
    pub(crate) fn new() -> Self {
        Self {
            finals: VecDeque::with_capacity(16),
            others: VecDeque::with_capacity(16),
            next: 0,
            dropped_finals: 0,
            dropped_others: 0,
        }
    }

    pub(crate) fn extend<'e>(&mut self, events: impl IntoIterator<Item = &'e core::Event>) {
        for event in events {
            let queue = if event.status == core::Status::Final { &mut self.finals } else { &mut self.others };
            queue.push_back((self.next, *event));
            self.next += 1;
            if self.finals.len() + self.others.len() > LISTENING_MAX_WAITING_EVENTS {
                if self.others.pop_front().is_some() {
                    self.dropped_others += 1;
                } else {
                    self.finals.pop_front();
                    self.dropped_finals += 1;
                }
            }
        }
    }

    /// The oldest of all.
    pub(crate) fn pop(&mut self) -> Option<core::Event> {
        let place = |queue: &VecDeque<(u64, core::Event)>| queue.front().map_or(u64::MAX, |(place, _)| *place);
        let first = if place(&self.finals) < place(&self.others) { &mut self.finals } else { &mut self.others };
        first.pop_front().map(|(_, event)| event)
    }
}

/// The number of events dropped because they were not polled: *provisional counts announced and withdrawn events, *final
/// final ones. Either pointer may be NULL. Both stay 0 if every push is followed by polls until
/// LISTENING_STATUS_NO_EVENT. Dropped final events are still in the report, unless history has forgotten them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_dropped_events(
    session: *const Session,
    provisional: *mut u64,
    r#final: *mut u64,
) -> Status {
    guard(|| {
        // SAFETY: the session is the caller's, in use by this call alone.
        let queue = &unsafe { pointer::borrow(session) }?.waiting;
        for (place, count) in [(provisional, queue.dropped_others), (r#final, queue.dropped_finals)] {
            if !place.is_null() {
                // SAFETY: not NULL, so it may be written to.
                unsafe { place.write(count) };
            }
        }
        Ok::<_, Fail>(Status::Ok)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: usize = LISTENING_MAX_WAITING_EVENTS;

    /// Events of a real call, finals and others in turn.
    fn events() -> [core::Event; 2] {
        let call = crate::tests::call();
        let mut session = core::Session::new(core::Config::default()).expect("defaults");
        let events = session.push_mulaw(&call).expect("whole frames").to_vec();
        [core::Status::Provisional, core::Status::Final]
            .map(|status| *events.iter().find(|event| event.status == status).expect("the call has both"))
    }

    #[test]
    fn a_full_queue_drops_the_oldest_that_are_not_final() {
        let [provisional, last] = events();
        let mut queue = Queue::new();
        (0..MOST / 2).for_each(|_| queue.extend([&last, &provisional]));
        assert_eq!((queue.dropped_others, queue.dropped_finals), (0, 0), "as many as there is room for");
        queue.extend([&last]);
        assert_eq!((queue.dropped_others, queue.dropped_finals), (1, 0), "one more");
        (0..2 * MOST).for_each(|_| queue.extend([&last]));
        assert_eq!(queue.dropped_others, MOST as u64 / 2, "all that are not final go first");
        assert_eq!(queue.dropped_finals, 2 * MOST as u64 + 1 - MOST as u64 / 2);
        assert_eq!(std::iter::from_fn(|| queue.pop()).count(), MOST);
    }

    #[test]
    fn events_come_in_the_order_in_which_they_became_known() {
        let [provisional, last] = events();
        let order = [last, provisional, provisional, last, last, provisional];
        let mut queue = Queue::new();
        queue.extend(&order);
        let polled: Vec<core::Event> = std::iter::from_fn(|| queue.pop()).collect();
        assert_eq!(polled, order);
    }
}
