//! What goes wrong with a capture.

use pcap_parser::PcapError;
use thiserror::Error;

/// Why a capture is not read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum CaptureError {
    /// It is no pcap and no pcapng.
    #[error("not a capture of packets: pcap or pcapng was expected")]
    NoCapture,
    /// It is damaged, or is none.
    #[error("the capture is damaged: a block in it has no sensible length; editcap may repair it")]
    Damaged,
    /// What gives its bytes failed.
    #[error("the capture could not be read to its end")]
    Unread,
    /// There are no streams of this number.
    #[error("streams {} and {} were picked, and the capture has {there}: two different ones were expected", picked.0 + 1, picked.1 + 1)]
    Picked {
        /// Counted from 0.
        picked: (usize, usize),
        /// How many there are.
        there: usize,
    },
}

impl CaptureError {
    pub(super) fn of<I>(error: &PcapError<I>) -> Self {
        match error {
            PcapError::ReadError => Self::Unread,
            PcapError::HeaderNotRecognized => Self::NoCapture,
            _ => Self::Damaged,
        }
    }
}
