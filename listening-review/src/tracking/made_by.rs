//! What made a report: only what the same profile and engine made is pooled.

use listening_core::Report;
use serde::Serialize;

use crate::calibration;

/// The profile that scored a report, and the engine that heard the call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct MadeBy {
    /// Name and version of the profile, without a calibration: that changes no points.
    pub profile: String,
    /// Version of the engine; `None` of reports of before they said it, which are one engine of their own.
    pub engine: Option<String>,
    /// Name and version of the network that heard the speech; `None` where no audio was given, or the report does not say.
    pub network: Option<String>,
}

impl MadeBy {
    pub(super) fn of(report: &Report) -> Self {
        let engine = report.engine.as_ref();
        Self {
            profile: calibration::base(&report.profile).into(),
            engine: engine.map(|engine| engine.version.clone().into_owned()),
            network: engine.and_then(|engine| engine.network.clone()).map(std::borrow::Cow::into_owned),
        }
    }
}

impl std::fmt::Display for MadeBy {
    /// As `contact_center/2 by engine 0.1.0 with vad8k/1`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.engine, &self.network) {
            (None, _) => write!(f, "{} by an engine that does not say its version", self.profile),
            (Some(version), None) => write!(f, "{} by engine {version} without audio", self.profile),
            (Some(version), Some(network)) => write!(f, "{} by engine {version} with {network}", self.profile),
        }
    }
}
