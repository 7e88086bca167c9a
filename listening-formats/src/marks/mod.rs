//! Marks: what a telephone system says of a call, as JSON lines or CSV.

mod csv;
mod error;
mod rows;

use listening_core::{MarkKind, Party};

pub use error::MarksError;

/// What a telephone system says of a stretch of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenMark {
    /// What it is.
    pub kind: MarkKind,
    /// Whose it is; `None` where it is of the whole call.
    pub party: Option<Party>,
    /// When it begins, in seconds.
    pub start: f64,
    /// When it ends, in seconds; `None` where it goes on.
    pub end: Option<f64>,
    /// The agent to whom a transfer goes.
    pub agent: Option<String>,
}

/// Reads marks: a JSON object for each, one a line or in a list, which may be under the key `marks` as in a report; or CSV with a
/// line of names. The names are `kind`, `start`, `end`, `party` and `agent`, in any order; others are passed over. A kind may be
/// written in capitals, with blanks or hyphens: `Recording Off`.
///
/// # Errors
/// A line that is no mark; with its number, what was expected and what came.
///
/// ```
/// use listening_core::MarkKind;
/// use listening_formats::marks;
/// let found = marks(b"kind,start,end,agent\nhold,12.5,40,\ntransfer,61,63.5,anna\n").unwrap();
/// assert_eq!((found[0].kind, found[0].end), (MarkKind::Hold, Some(40.0)));
/// assert_eq!(found[1].agent.as_deref(), Some("anna"));
/// assert_eq!(found, marks(br#"{"kind": "hold", "start": 12.5, "end": 40}
/// {"kind": "transfer", "start": 61, "end": 63.5, "agent": "anna"}"#).unwrap());
/// ```
pub fn marks(bytes: &[u8]) -> Result<Vec<GivenMark>, MarksError> {
    let text = std::str::from_utf8(bytes).map_err(|_| MarksError::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.trim_start().chars().next() {
        None => Ok(Vec::new()),
        Some('{' | '[') => rows::read(text),
        Some(_) => csv::read(text),
    }
}

/// A mark from what its fields hold.
fn mark(
    row: usize,
    kind: &str,
    (start, end): (Option<f64>, Option<f64>),
    party: Option<&str>,
    agent: Option<&str>,
) -> Result<GivenMark, MarksError> {
    let refuse = |what: String| MarksError::BadMark { row, what };
    let name = kind.trim().to_lowercase().replace([' ', '-'], "_");
    let kinds = || MarkKind::ALL.map(MarkKind::name).join(", ");
    let known = MarkKind::from_name(&name);
    let kind = known.ok_or_else(|| refuse(format!("its kind is {:?}: expected one of {}", short(kind), kinds())))?;
    let start = start.ok_or_else(|| refuse("it has no start: expected a number of seconds".to_owned()))?;
    let party = match party.map(|party| party.trim().to_lowercase()).filter(|party| !party.is_empty()) {
        None => None,
        Some(name) => Some(Party::from_name(&name).ok_or_else(|| {
            refuse(format!("its party is {:?}: expected agent or customer, or none for the whole call", short(&name)))
        })?),
    };
    let agent = agent.map(str::trim).filter(|agent| !agent.is_empty()).map(str::to_owned);
    Ok(GivenMark { kind, party, start, end, agent })
}

/// At most 40 characters of what came.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
