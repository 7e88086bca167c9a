//! Where pointers from C become references, and values become pointers for C.

use std::ffi::{CStr, c_char};

use crate::boundary::{Fail, Outcome};
use crate::status::Status;

/// # Safety
/// `pointer` is NULL or points to a `T` that no one changes during `'a`.
pub(crate) unsafe fn borrow<'a, T>(pointer: *const T) -> Result<&'a T, Fail> {
    // SAFETY: the caller's promise.
    unsafe { pointer.as_ref() }.ok_or_else(|| Status::NullPointer.into())
}

/// # Safety
/// `pointer` is NULL or points to a `T` that no one else uses during `'a`.
pub(crate) unsafe fn borrow_mut<'a, T>(pointer: *mut T) -> Result<&'a mut T, Fail> {
    // SAFETY: the caller's promise.
    unsafe { pointer.as_mut() }.ok_or_else(|| Status::NullPointer.into())
}

/// A place for an output, checked before the work is done and written only after it.
pub(crate) struct Place<T>(*mut T);

impl<T> Place<T> {
    /// # Safety
    /// `pointer` is NULL or may be written to until the call returns.
    pub(crate) unsafe fn new(pointer: *mut T) -> Result<Self, Fail> {
        if pointer.is_null() { Err(Status::NullPointer.into()) } else { Ok(Self(pointer)) }
    }

    pub(crate) fn set(self, value: T) {
        // SAFETY: `new` was promised a pointer that may be written to. What it points to is not read or dropped:
        // it may be uninitialised.
        unsafe { self.0.write(value) };
    }
}

impl<T> Place<*mut T> {
    /// Hands a value over to the caller, who gives it back to [`free`].
    pub(crate) fn give(self, value: T) {
        self.set(Box::into_raw(Box::new(value)));
    }
}

/// # Safety
/// `pointer` is NULL or came from [`Place::give`], was not freed before, and is in use by no one.
pub(crate) unsafe fn free<T>(pointer: *mut T) {
    if !pointer.is_null() {
        // SAFETY: the caller's promise.
        drop(unsafe { Box::from_raw(pointer) });
    }
}

/// # Safety
/// `pointer` is NULL or points to `count` values of `T` that no one changes during `'a`.
pub(crate) unsafe fn slice<'a, T>(pointer: *const T, count: usize) -> Result<&'a [T], Fail> {
    if count == 0 {
        return Ok(&[]);
    }
    if pointer.is_null() {
        return Err(Status::NullPointer.into());
    }
    if !pointer.is_aligned() {
        let text = format!(
            "samples at address {:#x} are not aligned to {} bytes: copy them to an array of the sample type first",
            pointer.addr(),
            align_of::<T>()
        );
        return Err(Fail::new(Status::BadAudio, text));
    }
    // SAFETY: not NULL and aligned; that `count` values are there is the caller's promise, and
    // `push::frames` has bounded the count far below `isize::MAX` bytes.
    Ok(unsafe { std::slice::from_raw_parts(pointer, count) })
}

/// A text in UTF-8; `None` where it is something else.
///
/// # Safety
/// `pointer` is NULL or points to bytes that end with a NUL and that no one changes during `'a`.
pub(crate) unsafe fn text<'a>(pointer: *const c_char) -> Result<Option<&'a str>, Fail> {
    if pointer.is_null() {
        return Err(Status::NullPointer.into());
    }
    // SAFETY: not NULL; the rest is the caller's promise.
    Ok(unsafe { CStr::from_ptr(pointer) }.to_str().ok())
}

/// Copies as much of a text as fits with a NUL, cut between characters; nothing where there is no room at all.
///
/// # Safety
/// `buffer` has room for `capacity` bytes, or `capacity` is 0.
pub(crate) unsafe fn copy_cut(text: &str, buffer: *mut c_char, capacity: usize) {
    let Some(room) = capacity.checked_sub(1) else { return };
    let end = (0..=room.min(text.len())).rfind(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let bytes = &text.as_bytes()[..end];
    let buffer = buffer.cast::<u8>();
    // SAFETY: the buffer has room for the bytes and one more, and cannot overlap a text of ours.
    unsafe {
        buffer.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        buffer.add(bytes.len()).write(0);
    }
}

/// Copies a text with its NUL into the caller's buffer and reports how many bytes that needs.
///
/// # Safety
/// `buffer` is NULL or has room for `capacity` bytes; `needed` is NULL or may be written to.
pub(crate) unsafe fn copy_text(text: &str, buffer: *mut c_char, capacity: usize, needed: *mut usize) -> Outcome {
    if buffer.is_null() && capacity > 0 {
        return Err(Status::NullPointer.into());
    }
    let bytes = text.as_bytes();
    if !needed.is_null() {
        // SAFETY: not NULL, so it may be written to.
        unsafe { needed.write(bytes.len() + 1) };
    }
    if capacity <= bytes.len() {
        return Err(Status::BufferTooSmall.into());
    }
    let buffer = buffer.cast::<u8>();
    // SAFETY: the buffer has room for the bytes and one more, and cannot overlap a text of ours.
    unsafe {
        buffer.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        buffer.add(bytes.len()).write(0);
    }
    Ok(Status::Ok)
}
