//! Structs that begin with their size, so that a program and a library of different versions work together.

use crate::boundary::Fail;
use crate::status::Status;

/// No struct here grows beyond this: a larger size is garbage.
const LARGEST: usize = 4096;

/// A struct whose first field is `size: usize`.
///
/// # Safety
/// `repr(C)`, the first field is a `usize`, and every bit pattern is valid in every field.
pub(crate) unsafe trait Grows: Sized {
    /// Sizes that end behind a field, from the first version's on: those of programs that know less than all fields. No
    /// other size below the whole is taken, for it would cut a field.
    const SHORTER: &'static [usize] = &[];
}

fn check<T: Grows>(size: usize) -> Result<(), Fail> {
    let whole = size_of::<T>();
    if T::SHORTER.contains(&size) || (whole..=LARGEST).contains(&size) {
        return Ok(());
    }
    let text = format!("struct size {size}: {whole} was expected here; set it to sizeof the struct");
    Err(Fail::new(Status::BadSize, text))
}

/// The size that the caller has set.
///
/// # Safety
/// `pointer` points to a `usize`.
pub(crate) unsafe fn size<T: Grows>(pointer: *const T) -> Result<usize, Fail> {
    if pointer.is_null() {
        return Err(Status::NullPointer.into());
    }
    // SAFETY: the first field is a `usize`, the caller's promise.
    let size = unsafe { pointer.cast::<usize>().read() };
    check::<T>(size).map(|()| size)
}

/// Reads a caller's struct: fields that it does not have are defaults, fields unknown here must be zero.
///
/// # Safety
/// `pointer` is NULL or points to as many bytes as the size in its first field says.
pub(crate) unsafe fn read<T: Grows + Default>(pointer: *const T) -> Result<T, Fail> {
    // SAFETY: the caller's promise.
    let size = unsafe { size(pointer) }?;
    let mut value = T::default();
    let known = size.min(size_of::<T>());
    let bytes = pointer.cast::<u8>();
    // SAFETY: both sides have `known` bytes, `value` is ours alone, and any bit pattern is valid in it.
    unsafe { (&raw mut value).cast::<u8>().copy_from_nonoverlapping(bytes, known) };
    // SAFETY: each offset lies inside the caller's struct; what is beyond ours was set to zero by `_init`.
    if let Some(offset) = (known..size).find(|&offset| unsafe { bytes.add(offset).read() } != 0) {
        let text = format!(
            "the struct has something other than 0 at byte {offset}, in a field that this library does not know: leave it \
             0, or use a library as new as the header"
        );
        return Err(Fail::new(Status::BadConfig, text));
    }
    Ok(value)
}

/// Writes a caller's struct of `size` bytes: what fits of the value, zero beyond it.
///
/// # Safety
/// `pointer` is NULL or `size` bytes may be written there.
pub(crate) unsafe fn write<T: Grows>(pointer: *mut T, size: usize, value: &T) -> Result<(), Fail> {
    if pointer.is_null() {
        return Err(Status::NullPointer.into());
    }
    check::<T>(size)?;
    let known = size.min(size_of::<T>());
    let bytes = pointer.cast::<u8>();
    // SAFETY: `known` bytes are in both and `size` may be written; the value is not the caller's memory. The size
    // is the first field.
    unsafe {
        bytes.copy_from_nonoverlapping((&raw const *value).cast(), known);
        bytes.add(known).write_bytes(0, size - known);
        pointer.cast::<usize>().write(size);
    }
    Ok(())
}

/// Writes a caller's struct, whose size field says how much of it there is.
///
/// # Safety
/// `pointer` is NULL or points to as many bytes as the size in its first field says, all of which may be written.
pub(crate) unsafe fn fill<T: Grows>(pointer: *mut T, value: &T) -> Result<(), Fail> {
    // SAFETY: the caller's promise.
    unsafe { write(pointer, size(pointer)?, value) }
}
