//! What is done to a report once the call is over.

use std::sync::Arc;

use listening_core as core;
use listening_review::Calibration;

use crate::boundary::Fail;
use crate::report::Report;

/// What finished reports are rated and explained by.
#[derive(Clone, Debug)]
pub(crate) struct Review {
    profile: Arc<core::Profile>,
    calibration: Option<Calibration>,
}

impl Review {
    /// Refuses a calibration that was fitted for another profile.
    pub(crate) fn new(profile: Arc<core::Profile>, calibration: Option<Calibration>) -> Result<Self, Fail> {
        if let Some(calibration) = &calibration {
            calibration.check(profile.id())?;
        }
        Ok(Self { profile, calibration })
    }

    /// The report as the caller gets it: rated by the calibration, where there is one.
    pub(crate) fn report(&self, mut report: core::Report) -> Result<Report, Fail> {
        if let Some(calibration) = &self.calibration {
            calibration.apply(&mut report)?;
        }
        Ok(Report::new(report, self.profile.clone()))
    }
}
