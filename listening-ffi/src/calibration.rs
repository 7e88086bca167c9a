//! A centre's own scale, learnt from rated calls.

use std::ffi::c_char;

use listening_core::Profile;
use listening_review::calibration::{Calibration, Rated, Target};

use crate::boundary::{Fail, guard};
use crate::pointer;
use crate::review::Review;
use crate::status::Status;

/// Learns from rated calls how the same raters would rate others, and returns the result as JSON of the schema
/// "listening.calibration/1", one line: keep it, and set it in listening_config to rate calls with it. rated contains
/// one line of JSON per call, {"agent":"17","rating":"Average","report":{...}}: the agent; one of Outstanding,
/// Above Average, Average, Poor and Ineffective, or a number from 0 to 100; and a report of this library. "second", a
/// second rater's rating, is optional. target is the kind of ratings: "quality_rating", or
/// "customer_satisfaction", which is refused unless force_satisfaction is 1, because it depends on more than the service.
/// docs/calibration.md of the source describes the fit.
///
/// At most capacity bytes including the NUL are written to buffer; *needed, if needed is not NULL, is set to the size of
/// the text including its NUL. A fit takes tens of milliseconds for a few hundred calls and is the same every time; 65536
/// bytes are enough for most. If the calls are rejected, the reason is written to reason, one line terminated by
/// NUL and truncated to reason_capacity bytes; reason may be NULL if reason_capacity is 0.
///
/// LISTENING_STATUS_BAD_CALIBRATION if a line is invalid, with fewer than 50 rated calls, fewer than 5
/// agents, or ratings that do not vary or are from customers. LISTENING_STATUS_BAD_CONFIG if target is unknown or
/// force_satisfaction is neither 0 nor 1. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_calibration_fit_json(
    rated: *const c_char,
    target: *const c_char,
    force_satisfaction: i32,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
    reason: *mut c_char,
    reason_capacity: usize,
) -> Status {
    guard(|| {
        if reason.is_null() && reason_capacity > 0 {
            return Err(Status::NullPointer.into());
        }
        // SAFETY: the texts are the caller's, valid for this call.
        let (rated, target) = unsafe { (pointer::text(rated)?, pointer::text(target)?) };
        let fitted = fit(rated, target, force_satisfaction).inspect_err(|fail| {
            // SAFETY: the reason has room for `reason_capacity` bytes.
            unsafe { pointer::copy_cut(&fail.text, reason, reason_capacity) };
        })?;
        // SAFETY: the buffer is the caller's, with room for `capacity` bytes.
        unsafe { pointer::copy_text(&fitted, buffer, capacity, needed) }
    })
}

fn fit(rated: Option<&str>, target: Option<&str>, force_satisfaction: i32) -> Result<String, Fail> {
    let forced = crate::config::flag("force_satisfaction", force_satisfaction)?;
    let target = Target::from_name(target.unwrap_or_default(), forced)?;
    let not_text = || Fail::new(Status::BadCalibration, "the rated calls are not UTF-8");
    let rated = Rated::from_json_lines(rated.ok_or_else(not_text)?)?;
    Ok(Calibration::fit(&rated, target)?.to_json())
}

/// Checks whether a text is a calibration for this library: LISTENING_STATUS_OK if it is one, otherwise
/// LISTENING_STATUS_BAD_CALIBRATION with the reason, as for listening_calibration_fit_json.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_calibration_check(
    calibration: *const c_char,
    reason: *mut c_char,
    reason_capacity: usize,
) -> Status {
    guard(|| {
        if reason.is_null() && reason_capacity > 0 {
            return Err(Status::NullPointer.into());
        }
        if calibration.is_null() {
            return Err(Status::NullPointer.into());
        }
        // SAFETY: the text is the caller's, valid for this call.
        let checked = unsafe { load(calibration) }
            .and_then(|calibration| Review::new(Profile::contact_center(), calibration).map(drop));
        if let Err(fail) = &checked {
            // SAFETY: the reason has room for `reason_capacity` bytes.
            unsafe { pointer::copy_cut(&fail.text, reason, reason_capacity) };
        }
        checked.map(|()| Status::Ok)
    })
}

/// The calibration of a configuration; none for NULL.
///
/// # Safety
/// As for [`pointer::text`].
pub(crate) unsafe fn load(calibration: *const c_char) -> Result<Option<Calibration>, Fail> {
    if calibration.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise.
    let text = unsafe { pointer::text(calibration) }?;
    let text = text.ok_or_else(|| Fail::new(Status::BadCalibration, "the calibration is not UTF-8"))?;
    Ok(Some(Calibration::from_json(text)?))
}
