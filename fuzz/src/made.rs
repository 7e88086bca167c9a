//! What targets make of their input, and calls for those that read other things.

use arbitrary::{Arbitrary, Unstructured};
use listening_core::{Floor, Party, Report};

/// A lively call of two minutes.
pub(crate) fn floor() -> Floor {
    let mut floor = Floor::new();
    for k in 0..20 {
        let at = 6.0 * f64::from(k);
        floor.push(Party::Customer, at, at + 4.0).expect("in order");
        floor.push(Party::Agent, at + 1.5 + 0.1 * f64::from(k), at + 5.0).expect("in order");
    }
    floor
}

pub(crate) fn report() -> Report {
    floor().finish(None).expect("a whole call")
}

/// Steps to the end of the input, but no more than a call should have here.
pub(crate) fn until_empty<'a, T: Arbitrary<'a>>(rest: &mut Unstructured<'a>) -> Vec<T> {
    let mut steps = Vec::new();
    while !rest.is_empty() && steps.len() < 200 {
        let Ok(step) = T::arbitrary(rest) else { break };
        steps.push(step);
    }
    steps
}
