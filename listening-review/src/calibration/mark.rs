//! The mark of a calibration behind the name of the profile.

/// Stands between a report's profile and the calibration that rated it.
pub(super) const MARK: &str = "+calibration:";

/// The profile without the calibration that a report may have been rated by.
pub(crate) fn base(profile: &str) -> &str {
    profile.split_once(MARK).map_or(profile, |(profile, _)| profile)
}
