//! Whether agents differ in a measure by more than the calls that they happened to get.

use listening_core::stats::Random;
use serde::Serialize;

use super::corrections::threshold;
use super::estimate::fine;
use super::reliability::Components;
use super::series::{Point, sums};

/// Deals of the calls: a probability is a multiple of one part in a thousand.
const DEALS: usize = 999;
/// Of more calls than this the distribution of F is near enough, and dealing takes long.
const MOST_DEALT: usize = 5000;
/// The same deals each time.
const SEED: u64 = 0x1157_E11D;

/// Whether agents differ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Differs {
    /// Probability that agents seem to differ as much where calls are dealt to them at random: by 999 deals, of more than
    /// 5,000 calls by F.
    #[serde(serialize_with = "fine::plain")]
    pub p: f64,
    /// Whether it also holds among all measures (Benjamini & Hochberg 1995, at 10 %).
    pub holds: bool,
}

/// Of a measure's calls, agent by agent; `None` for one agent, or one call each.
pub(super) fn differs(agents: &[Vec<Point>], components: &Components) -> Option<Differs> {
    let sizes: Vec<usize> = agents.iter().map(Vec::len).filter(|calls| *calls > 0).collect();
    let calls: usize = sizes.iter().sum();
    if sizes.len() < 2 || calls == sizes.len() {
        return None;
    }
    let p = if calls > MOST_DEALT { components.chance_of_ratio()? } else { dealt(agents, &sizes) };
    Some(Differs { p, holds: false })
}

/// How often a random deal sets the agents as far apart: the sum of squares between them (Edgington 1980).
fn dealt(agents: &[Vec<Point>], sizes: &[usize]) -> f64 {
    let mut calls: Vec<Point> = agents.iter().flatten().copied().collect();
    let apart = |calls: &[Point]| {
        let mut rest = calls;
        let mut sum = 0.0;
        for size in sizes {
            let (own, others) = rest.split_at(*size);
            let (count, exposure) = sums(own);
            sum += count * count / exposure;
            rest = others;
        }
        sum
    };
    let seen = apart(&calls);
    let mut random = Random::new(SEED);
    // What differs only by rounding is as far apart.
    let near = seen.abs() * 1e-12;
    let as_far = (0..DEALS)
        .filter(|_| {
            random.shuffle(&mut calls);
            apart(&calls) >= seen - near
        })
        .count();
    (as_far + 1) as f64 / (DEALS + 1) as f64
}

/// Marks the measures in which agents differ among all that were looked at.
pub(super) fn hold<'d>(all: impl Iterator<Item = &'d mut Option<Differs>>) {
    let mut all: Vec<&mut Differs> = all.flatten().collect();
    let limit = threshold(all.iter().map(|each| each.p).collect());
    all.iter_mut().for_each(|each| each.holds = each.p <= limit);
}

#[cfg(test)]
mod tests {
    use super::super::family::Kind;
    use super::super::made_reports::close;
    use super::*;

    fn points(values: &[f64]) -> Vec<Point> {
        let point = |(call, &count): (usize, &f64)| Point { time: 0.0, count, exposure: 1.0, call };
        values.iter().enumerate().map(point).collect()
    }

    fn p(agents: &[Vec<Point>]) -> Option<f64> {
        differs(agents, &Components::of(Kind::Value, agents).unwrap()).map(|each| each.p)
    }

    #[test]
    fn a_difference_is_as_probable_as_by_counting_all_deals() {
        // Of the 20 deals of 1..6 to two agents with three each, two set them as far apart as {1,2,3} and {4,5,6}, and
        // six at least as far as {1,2,4} and {3,5,6}... counted by hand: sums 6, 7, 8 and 15, 14, 13.
        close(p(&[points(&[1.0, 2.0, 3.0]), points(&[4.0, 5.0, 6.0])]).unwrap(), 0.1, 0.03);
        close(p(&[points(&[1.0, 2.0, 4.0]), points(&[3.0, 5.0, 6.0])]).unwrap(), 0.2, 0.04);
        close(p(&[points(&[1.0, 5.0, 4.0]), points(&[3.0, 2.0, 6.0])]).unwrap(), 1.0, 0.11);
    }

    #[test]
    fn where_all_are_alike_or_nothing_can_be_dealt_there_is_no_difference() {
        assert_eq!(p(&[points(&[3.0, 3.0]), points(&[3.0, 3.0])]), Some(1.0));
        assert_eq!(p(&[points(&[3.0, 4.0])]), None);
        assert_eq!(p(&[points(&[3.0]), points(&[4.0])]), None);
        assert_eq!(p(&[points(&[3.0, 4.0]), Vec::new()]), None);
    }

    #[test]
    fn of_many_calls_f_says_the_same() {
        let mut random = Random::new(3);
        let mut agents = |apart: f64| -> Vec<Vec<Point>> {
            (0..4)
                .map(|agent| {
                    points(&(0..1260).map(|_| random.normal() + apart * f64::from(agent)).collect::<Vec<f64>>())
                })
                .collect()
        };
        assert!(p(&agents(0.2)).unwrap() < 0.001);
        let alike = agents(0.0);
        let few: Vec<Vec<Point>> = alike.iter().map(|points| points[..1200].to_vec()).collect();
        // 5,040 calls by F, 4,800 of them by deals.
        close(p(&alike).unwrap(), p(&few).unwrap(), 0.25);
    }
}
