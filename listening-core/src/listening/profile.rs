//! What is good and how much it counts. Every number is a judgement of this profile, named and versioned
//! so that a score can be read years later; the sources that there are stand beside it.

/// A published curve: measure in, points out, straight between its corners and flat outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve(pub &'static [(f64, f64)]);

impl Curve {
    /// Points, 0 to 100, for a value.
    pub fn points(&self, value: f64) -> f64 {
        let corners = self.0;
        let right = corners.partition_point(|corner| corner.0 <= value);
        if right == 0 || right == corners.len() {
            return corners[right.saturating_sub(1)].1;
        }
        let ((x0, y0), (x1, y1)) = (corners[right - 1], corners[right]);
        y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    }
}

/// A measure that counts towards a dimension.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The measure's id.
    pub measure: &'static str,
    /// Its weight in the dimension; those of a dimension sum to 1.
    pub weight: f64,
    /// Its curve.
    pub curve: Curve,
}

/// One of the four dimensions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dimension {
    /// Name.
    pub id: &'static str,
    /// Weight in `observable_listening`; the four sum to 1.
    pub weight: f64,
    /// What it is made of.
    pub scored: &'static [Scored],
}

/// A way to score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profile {
    /// Name and version, as printed in every report.
    pub id: &'static str,
    /// The dimensions.
    pub dimensions: &'static [Dimension],
}

const fn scored(measure: &'static str, weight: f64, corners: &'static [(f64, f64)]) -> Scored {
    Scored { measure, weight, curve: Curve(corners) }
}

/// `contact_center/1`.
pub const PROFILE: Profile = Profile {
    id: "contact_center/1",
    dimensions: &[
        Dimension {
            id: "patience",
            weight: 0.35,
            scored: &[
                scored("interruption_rate", 0.55, &[(0.0, 100.0), (0.5, 85.0), (1.0, 70.0), (2.0, 40.0), (5.0, 0.0)]),
                scored("pause_respect", 0.15, &[(0.4, 0.0), (0.7, 50.0), (0.9, 90.0), (1.0, 100.0)]),
                scored("opening_uninterrupted_s", 0.15, &[(0.0, 0.0), (5.0, 40.0), (15.0, 80.0), (30.0, 100.0)]),
                scored("immediate_reply_share", 0.15, &[(0.3, 100.0), (0.6, 70.0), (1.0, 20.0)]),
            ],
        },
        Dimension {
            id: "attentiveness",
            weight: 0.30,
            scored: &[
                // Typical gaps are about 0.2 s; up to 1 s is calm, not slow.
                scored("response_latency_p50", 0.25, &[(1.0, 100.0), (2.0, 60.0), (4.0, 10.0), (6.0, 0.0)]),
                scored("dead_air_rate", 0.30, &[(0.0, 100.0), (0.25, 80.0), (0.5, 60.0), (1.0, 30.0), (2.0, 0.0)]),
                scored("unanswered_turn_rate", 0.15, &[(0.0, 100.0), (0.1, 70.0), (0.3, 20.0), (0.5, 0.0)]),
                scored("bid_yield_share", 0.10, &[(0.0, 20.0), (0.5, 70.0), (1.0, 100.0)]),
                // Acknowledgement alone is the weakest listening response (Weger 2014): 6 % of the whole.
                scored("backchannel_rate", 0.20, &[(0.0, 20.0), (2.0, 75.0), (4.0, 100.0)]),
            ],
        },
        Dimension {
            id: "give_and_take",
            weight: 0.25,
            scored: &[
                scored("talk_share", 0.60, &[(0.5, 100.0), (0.65, 60.0), (0.8, 20.0), (1.0, 0.0)]),
                scored("longest_monologue_s", 0.40, &[(15.0, 100.0), (30.0, 75.0), (60.0, 35.0), (120.0, 0.0)]),
            ],
        },
        Dimension {
            id: "composure",
            weight: 0.10,
            scored: &[
                scored("hurry_index", 0.50, &[(0.25, 100.0), (0.5, 50.0), (0.8, 0.0)]),
                scored("delivery_stability", 0.50, &[(2.5, 100.0), (5.0, 70.0), (12.0, 0.0)]),
            ],
        },
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_sum_to_one_and_backchannels_stay_under_a_tenth() {
        let whole: f64 = PROFILE.dimensions.iter().map(|d| d.weight).sum();
        assert!((whole - 1.0).abs() < 1e-12);
        for dimension in PROFILE.dimensions {
            let sum: f64 = dimension.scored.iter().map(|s| s.weight).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{}", dimension.id);
            for scored in dimension.scored {
                if scored.measure.starts_with("backchannel") {
                    assert!(scored.weight * dimension.weight <= 0.1);
                }
            }
        }
    }

    #[test]
    fn curves_are_monotone_inside_0_to_100() {
        for scored in PROFILE.dimensions.iter().flat_map(|d| d.scored) {
            let corners = scored.curve.0;
            assert!(corners.windows(2).all(|pair| pair[0].0 < pair[1].0), "{}", scored.measure);
            let rises = corners.windows(2).all(|pair| pair[0].1 <= pair[1].1);
            let falls = corners.windows(2).all(|pair| pair[0].1 >= pair[1].1);
            assert!(rises || falls, "{}", scored.measure);
            assert!(corners.iter().all(|corner| (0.0..=100.0).contains(&corner.1)));
        }
    }

    #[test]
    fn a_curve_is_straight_between_its_corners_and_flat_outside() {
        let curve = Curve(&[(1.0, 100.0), (2.0, 60.0)]);
        for (value, points) in [(0.0, 100.0), (1.0, 100.0), (1.5, 80.0), (2.0, 60.0), (9.0, 60.0)] {
            assert!((curve.points(value) - points).abs() < 1e-12);
        }
    }
}
