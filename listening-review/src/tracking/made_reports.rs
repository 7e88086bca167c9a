//! Made-up calls, and chance that is the same in each run.

use std::fmt::Write;

use statrs::distribution::{Beta, ContinuousCDF, DiscreteCDF, Gamma, Normal, Poisson};

/// splitmix64 (Steele, Lea & Flood 2014).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    /// In 0..1, neither of them.
    pub(super) fn even(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    pub(super) fn normal(&mut self, mean: f64, sd: f64) -> f64 {
        Normal::new(mean, sd).unwrap().inverse_cdf(self.even())
    }

    pub(super) fn gamma(&mut self, mean: f64, sd: f64) -> f64 {
        Gamma::new(mean * mean / (sd * sd), mean / (sd * sd)).unwrap().inverse_cdf(self.even())
    }

    pub(super) fn beta(&mut self, mean: f64, sd: f64) -> f64 {
        let total = mean * (1.0 - mean) / (sd * sd) - 1.0;
        Beta::new(mean * total, (1.0 - mean) * total).unwrap().inverse_cdf(self.even())
    }

    pub(super) fn poisson(&mut self, mean: f64) -> f64 {
        Poisson::new(mean).unwrap().inverse_cdf(self.even()) as f64
    }

    pub(super) fn hits(&mut self, n: usize, p: f64) -> f64 {
        (0..n).filter(|_| self.even() < p).count() as f64
    }
}

/// What made a report where nothing else is said.
pub(super) const PROFILE: &str = "contact_center/2";
pub(super) const ENGINE: &str = r#""engine":{"version":"0.1.0","network":"vad8k/1"},"#;

/// A report with only what tracking reads.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) minutes: f64,
    pub(super) customer_minutes: f64,
    pub(super) score: Option<f64>,
    /// The profile that scored it.
    pub(super) profile: &'static str,
    /// The engine's key as JSON, with its comma; none of an older report.
    pub(super) engine: &'static str,
    /// Name, unit, value, n.
    pub(super) measures: Vec<(&'static str, &'static str, Option<f64>, usize)>,
}

impl Made {
    pub(super) fn scored(score: f64) -> Self {
        let measures = Vec::new();
        Self { minutes: 5.0, customer_minutes: 2.0, score: Some(score), profile: PROFILE, engine: ENGINE, measures }
    }

    /// A number of interruptions in a number of minutes of the customer's speech.
    pub(super) fn rated(count: f64, minutes: f64) -> Self {
        let measures = vec![("interruption_rate", "1/min", Some(count / minutes), count as usize)];
        Self { minutes: minutes * 2.0, customer_minutes: minutes, measures, ..Self::scored(70.0) }
    }

    /// A number of hits in a number of trials.
    pub(super) fn shared(hits: f64, n: usize) -> Self {
        let measures = vec![("pause_respect", "share", (n > 0).then(|| hits / n as f64), n)];
        Self { measures, ..Self::scored(70.0) }
    }

    pub(super) fn json(&self) -> String {
        let number = |value: Option<f64>| value.map_or("null".into(), |value| format!("{value:?}"));
        let mut measures = String::new();
        for (id, unit, value, n) in &self.measures {
            let comma = if measures.is_empty() { "" } else { "," };
            let value = number(value.map(|value| (value * 1e3).round() / 1e3));
            write!(
                measures,
                r#"{comma}{{"id":"{id}","party":"agent","value":{value},"unit":"{unit}","low":null,"high":null,"n":{n},"events":[]}}"#
            )
            .unwrap();
        }
        let status = if self.score.is_some() { "ok" } else { "insufficient_evidence" };
        let (score, talk) = (number(self.score), self.customer_minutes * 60.0);
        let (profile, engine) = (self.profile, self.engine);
        format!(
            r#"{{"schema":"listening.report/1",{engine}"profile":"{profile}","duration":{:?},"parties":{{"agent":{{"speech_seconds":60.0}},"customer":{{"speech_seconds":{talk:?}}}}},"events":[],"measures":[{measures}],"assessed":"agent","score":{{"observable_listening":{score},"dimensions":[{{"id":"patience","value":{score},"deductions":[]}}],"coverage":1.0,"status":"{status}"}}}}"#,
            self.minutes * 60.0
        )
    }
}

#[track_caller]
pub(super) fn close(got: f64, expected: f64, within: f64) {
    assert!((got - expected).abs() <= within, "{got}, not {expected}");
}
