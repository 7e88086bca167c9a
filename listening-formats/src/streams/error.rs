//! Why a message of a stream was refused.

/// What was refused of a stream's messages. Nothing of the message is taken then, and the stream goes on.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// A message is longer than any of its protocol.
    #[error("a message of {bytes} bytes: expected at most {most}")]
    TooLong {
        /// Its length.
        bytes: usize,
        /// The longest that is taken.
        most: usize,
    },
    /// A text is no JSON object.
    #[error("a message is no JSON object: {what}")]
    NotJson {
        /// What the JSON reader said.
        what: String,
    },
    /// A field is missing, or is not what the protocol says.
    #[error("a message of type {message:?}: its {field} is {got}: expected {expected}")]
    Field {
        /// The type of the message.
        message: String,
        /// The field, as `media.timestamp`.
        field: &'static str,
        /// What came.
        got: String,
        /// What was expected.
        expected: &'static str,
    },
    /// A place on the stream's clock lies more than an hour after the latest one.
    #[error("a time of {seconds} s: expected at most an hour after the latest one, {latest} s")]
    Time {
        /// Seconds from the start of the stream.
        seconds: f64,
        /// Seconds from the start of the stream.
        latest: f64,
    },
    /// A message of another stream: each web socket carries one.
    #[error("a message of the stream {got:?}: expected {expected:?}, which this connection carries")]
    OtherStream {
        /// The stream of the message.
        got: String,
        /// The stream of the connection.
        expected: String,
    },
    /// A delay is no time.
    #[error("a delay of {0} s: expected 0 to 2 s")]
    Delay(f64),
    /// A message that does not follow the one before.
    #[error("a message has the number {got}: expected {expected}, one more than the last")]
    Sequence {
        /// Its `seq`.
        got: u64,
        /// The one that follows.
        expected: u64,
    },
    /// A message that may not come now.
    #[error("{what} came while the stream was {state}: {expected}")]
    State {
        /// What came.
        what: String,
        /// How the stream stood.
        state: &'static str,
        /// What was expected.
        expected: &'static str,
    },
    /// No audio that is offered can be taken.
    #[error(
        "the audio offered is {got}: expected PCMU or L16 at 8000 Hz with the channels external and internal, or one of them"
    )]
    Media {
        /// What was offered.
        got: String,
    },
    /// Audio that is no whole frames.
    #[error("{bytes} bytes of audio: expected a multiple of {unit}, a sample of each channel")]
    Frame {
        /// Its length.
        bytes: usize,
        /// Bytes of a frame.
        unit: usize,
    },
}
