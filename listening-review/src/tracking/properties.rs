//! What holds for whatever is tracked.

use proptest::prelude::*;

use super::made_reports::Made;
use super::*;

prop_compose! {
    fn call()(count in 0..6_u32, minutes in 1..40_u32, hits in 0..9_u32, score in proptest::option::of(0..1000_u32)) -> Made {
        let mut made = Made::rated(f64::from(count), f64::from(minutes) / 4.0);
        made.measures.extend(Made::shared(f64::from(hits.min(8)), 8).measures);
        made.score = score.map(|score| f64::from(score) / 10.0);
        made
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_rows_does_not_matter(
        rows in proptest::collection::vec((0..6_usize, 0..20_u32, call()), 1..50).prop_shuffle(),
        seed in any::<u64>(),
    ) {
        let json = |rows: &[(usize, u32, Made)]| {
            let mut calls = Calls::new();
            for (agent, time, made) in rows {
                calls.push_json(&format!("a{agent}"), f64::from(*time), &made.json()).unwrap();
            }
            track(&calls, &Options::default()).unwrap().to_json()
        };
        let mut other = rows.clone();
        other.reverse();
        let middle = seed as usize % other.len();
        other.rotate_left(middle);
        prop_assert_eq!(json(&rows), json(&other));
    }

    #[test]
    fn splitting_a_call_changes_no_pooled_value(agents in proptest::collection::vec(
        proptest::collection::vec((0..6_u32, 1..40_u32, 0..9_u32), 1..8), 1..7)) {
        let whole = |(count, minutes, hits): (u32, u32, u32)| {
            let mut made = Made::rated(f64::from(count), f64::from(minutes));
            made.measures.extend(Made::shared(f64::from(hits.min(8)), 8).measures);
            made
        };
        let halves = |(count, minutes, hits): (u32, u32, u32)| {
            let mut halves = [Made::rated(f64::from(count / 2), f64::from(minutes) * 0.25),
                Made::rated(f64::from(count - count / 2), f64::from(minutes) * 0.75)];
            halves[0].measures.extend(Made::shared(f64::from(hits.min(8) / 2), 4).measures);
            halves[1].measures.extend(Made::shared(f64::from(hits.min(8) - hits.min(8) / 2), 4).measures);
            halves
        };
        let build = |of: &dyn Fn((u32, u32, u32)) -> Vec<Made>| {
            let mut calls = Calls::new();
            for (agent, rows) in agents.iter().enumerate() {
                for (time, row) in rows.iter().enumerate() {
                    for made in of(*row) {
                        calls.push_json(&format!("a{agent}"), time as f64, &made.json()).unwrap();
                    }
                }
            }
            track(&calls, &Options::default()).unwrap()
        };
        let (one, two) = (build(&|row| vec![whole(row)]), build(&|row| halves(row).to_vec()));
        for (a, b) in one.agents.iter().zip(&two.agents) {
            for id in ["interruption_rate", "pause_respect"] {
                let (a, b) = (a.measure(id).unwrap(), b.measure(id).unwrap());
                prop_assert!((a.estimate.value - b.estimate.value).abs() < 1e-9, "{id}");
                prop_assert!((a.exposure - b.exposure).abs() < 1e-9);
            }
        }
    }
}

/// Reports that are odd, but not out of range.
fn odd() -> impl Strategy<Value = Made> {
    let seconds = || prop_oneof![Just(0.0), Just(1e-5), Just(1.0), Just(1e4), 0.0..600.0];
    let value = || {
        proptest::option::of(prop_oneof![Just(0.0), Just(1.0), Just(1e-9), Just(1e8), Just(-1e8), 0.0..1.0, 0.0..100.0])
    };
    let n = || prop_oneof![Just(0_usize), Just(1), Just(2), Just(8), Just(100_000_000)];
    let ids = [
        ("interruption_rate", "1/min"),
        ("turns_per_min", "1/min"),
        ("pause_respect", "share"),
        ("talk_share", "share"),
        ("x", "y"),
    ];
    let measures = proptest::collection::vec((value(), n()), ids.len());
    (seconds(), seconds(), proptest::option::of(0.0..=100.0), measures).prop_map(
        move |(minutes, customer_minutes, score, of)| {
            let measures = ids.iter().zip(of).map(|((id, unit), (value, n))| (*id, *unit, value, n)).collect();
            Made { minutes, customer_minutes, score, measures, ..Made::scored(0.0) }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn odd_reports_are_tracked_in_finite_numbers_and_time(
        rows in proptest::collection::vec((0..8_usize, prop_oneof![Just(1e308), Just(-1e308), 0.0..9.0], odd()), 1..80),
    ) {
        let mut calls = Calls::new();
        for (agent, time, made) in rows {
            calls.push_json(&format!("a{agent}"), time, &made.json()).unwrap();
        }
        let json = track(&calls, &Options::default()).unwrap().to_json();
        prop_assert_eq!(json.find("schema"), Some(2));
    }
}
