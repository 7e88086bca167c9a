//! The one boundary around every exported body: no panic passes it, and every refusal becomes a status.

use std::any::Any;
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::pointer;
use crate::status::Status;

/// Why a call is rejected.
#[derive(Debug)]
pub(crate) struct Fail {
    pub(crate) status: Status,
    pub(crate) text: Cow<'static, str>,
}

impl Fail {
    pub(crate) fn new(status: Status, text: impl Into<Cow<'static, str>>) -> Self {
        Self { status, text: text.into() }
    }
}

impl From<Status> for Fail {
    fn from(status: Status) -> Self {
        Self::new(status, status.text().to_string_lossy())
    }
}

impl From<listening_core::Error> for Fail {
    fn from(error: listening_core::Error) -> Self {
        Self::new(Status::from(&error), error.to_string())
    }
}

impl From<listening_review::Error> for Fail {
    fn from(error: listening_review::Error) -> Self {
        Self::new(Status::from(&error), error.to_string())
    }
}

pub(crate) type Outcome = Result<Status, Fail>;

/// Runs a body that needs no session.
pub(crate) fn guard(body: impl FnOnce() -> Outcome) -> Status {
    caught(body).unwrap_or_else(|fail| fail.status)
}

/// What went wrong on a call that goes on.
#[derive(Debug, Default)]
pub(crate) struct Fault {
    /// The text of the last refusal.
    pub(crate) text: Cow<'static, str>,
    /// A panic was caught.
    pub(crate) poisoned: bool,
}

/// A call that goes on: a session, or a floor.
pub(crate) trait Live {
    fn fault(&mut self) -> &mut Fault;
}

/// Runs a body on a live call, which keeps the text of a refusal and is poisoned by a panic.
///
/// # Safety
/// `live` is NULL or came from its `_new` function, is not freed, and is in use by no one else.
pub(crate) unsafe fn on<T: Live>(live: *mut T, body: impl FnOnce(&mut T) -> Outcome) -> Status {
    // SAFETY: the caller's promise.
    let live = match unsafe { pointer::borrow_mut(live) } {
        Ok(live) => live,
        Err(fail) => return fail.status,
    };
    if live.fault().poisoned {
        return Status::Poisoned;
    }
    caught(|| body(live)).unwrap_or_else(|fail| {
        *live.fault() = Fault { text: fail.text, poisoned: fail.status == Status::Panic };
        fail.status
    })
}

fn caught(body: impl FnOnce() -> Outcome) -> Outcome {
    // What a panic may leave half done is a session, and that is poisoned then.
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|panic| Err(Fail::new(Status::Panic, message(&*panic))))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let known = panic.downcast_ref::<&str>().copied();
    let text = known.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("fault inside the library: {}", text.unwrap_or("without a message"))
}
