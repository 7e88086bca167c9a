//! A centre's own scale, learnt from rated calls.

use std::ffi::c_char;

use listening_core::Profile;
use listening_review::calibration::{Calibration, Rated, Target};

use crate::boundary::{Fail, guard};
use crate::pointer;
use crate::review::Review;
use crate::status::Status;

/// Learns from rated calls what a centre's own raters would give to others, and gives that as JSON of the schema
/// "listening.calibration/1", one line: keep it, and set it in listening_config to have calls rated by it. rated holds
/// a line of JSON for each call, {"agent":"17","rating":"Average","report":{...}}: whose call it is; one of Outstanding,
/// Above Average, Average, Poor and Ineffective, or a number from 0 to 100; and a report of this library. "second", a
/// second rater's rating, may stand beside. target says what the ratings are: "quality_rating", or
/// "customer_satisfaction", which is refused unless force_satisfaction is 1, since it follows more than the service.
/// docs/calibration.md of the source describes the fit.
///
/// At most capacity bytes with the NUL are written to buffer; *needed, where needed is not NULL, is set to the bytes that
/// the text and its NUL take. A fit takes tens of milliseconds for some hundred calls and is the same every time; 65536
/// bytes are enough for most. Where the calls are refused, the reason is written to reason, one line that ends with a
/// NUL and is cut to reason_capacity bytes; reason may be NULL where reason_capacity is 0.
///
/// LISTENING_STATUS_BAD_CALIBRATION where a line was not understood, under 50 calls with a rating of their own, under 5
/// agents, where the ratings do not vary, or are customers'. LISTENING_STATUS_BAD_CONFIG where target is another or
/// force_satisfaction neither 0 nor 1. LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed.
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

/// Why a text is no calibration for this library: LISTENING_STATUS_OK where it is one, else
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
