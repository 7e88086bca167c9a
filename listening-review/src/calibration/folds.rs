//! Calls by agent: what is learnt from an agent's calls is tried on other agents' only.

use listening_core::stats::Random;

/// Repetitions of the bootstrap.
const REPEATS: usize = 400;
/// Probability outside of an interval, on each side: 90 % inside, as everywhere.
const TAIL: f64 = 0.05;

/// The calls of each agent, given the agent (0, 1, ..) of each call.
pub(super) fn by_agent(agents: &[usize]) -> Vec<Vec<usize>> {
    let count = agents.iter().max().map_or(0, |last| last + 1);
    let mut calls = vec![Vec::new(); count];
    agents.iter().enumerate().for_each(|(call, &agent)| calls[agent].push(call));
    calls.retain(|calls| !calls.is_empty());
    calls
}

/// The calls of each of at most `count` folds: agents are shuffled, and the one with most calls goes first, to the
/// fold that has fewest. Every fold has an agent.
pub(super) fn folds(agents: &[usize], count: usize) -> Vec<Vec<usize>> {
    let mut calls = by_agent(agents);
    Random::new(calls.len() as u64).shuffle(&mut calls);
    calls.sort_by_key(|calls| std::cmp::Reverse(calls.len()));
    let mut folds = vec![Vec::new(); count.min(calls.len())];
    for calls in calls {
        if let Some(fold) = folds.iter_mut().min_by_key(|fold| fold.len()) {
            fold.extend(calls);
        }
    }
    folds
}

/// The interval of a figure over calls when other agents of the same kind had come: agents are resampled with all their
/// calls (cluster bootstrap, percentiles; Davison & Hinkley 1997). `None` where the figure is mostly not defined.
pub(super) fn interval(agents: &[usize], figure: impl Fn(&[usize]) -> Option<f64>) -> Option<(f64, f64)> {
    let calls = by_agent(agents);
    let mut random = Random::new(agents.len() as u64);
    let mut drawn = Vec::new();
    let mut repeated: Vec<f64> = (0..REPEATS)
        .filter_map(|_| {
            drawn.clear();
            (0..calls.len()).for_each(|_| drawn.extend_from_slice(&calls[random.below(calls.len())]));
            figure(&drawn)
        })
        .collect();
    repeated.sort_by(f64::total_cmp);
    let at = |p: f64| repeated[((repeated.len() - 1) as f64 * p).round() as usize];
    (repeated.len() * 2 > REPEATS).then(|| (at(TAIL), at(1.0 - TAIL)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_is_in_one_fold_and_every_fold_has_one() {
        let agents: Vec<usize> = (0..97).map(|call| call * call % 7).collect();
        let folds = folds(&agents, 3);
        let mut all = folds.concat();
        all.sort_unstable();
        assert_eq!(all, (0..97).collect::<Vec<_>>());
        for agent in 0..7 {
            let holding = folds.iter().filter(|fold| fold.iter().any(|&call| agents[call] == agent)).count();
            assert!(holding <= 1, "agent {agent}");
        }
        assert!(folds.iter().all(|fold| !fold.is_empty()));
        assert_eq!(super::folds(&[0, 1, 2], 5).len(), 3);
    }

    #[test]
    fn an_interval_is_repeatable_and_wider_where_agents_differ() {
        let agents: Vec<usize> = (0..200).map(|call| call / 10).collect();
        let mean = |value: fn(usize) -> f64| {
            move |calls: &[usize]| Some(calls.iter().map(|&call| value(call)).sum::<f64>() / calls.len() as f64)
        };
        let (low, high) = interval(&agents, mean(|call| (call % 10) as f64)).unwrap();
        assert!((high - low).abs() < 1e-12, "every agent is alike");
        let (low, high) = interval(&agents, mean(|call| (call / 10) as f64)).unwrap();
        // Standard error sqrt((20^2 - 1) / 12 / 20) = 1.29; 90 % are 4.2 wide.
        assert!((3.4..=5.0).contains(&(high - low)), "{low} to {high}");
        assert_eq!(interval(&agents, mean(|call| (call / 10) as f64)), Some((low, high)));
        assert_eq!(interval(&agents, |_| None), None);
    }
}
