//! Transcripts as recognisers write them: their words, of both parties.

use std::collections::BTreeMap;
use std::ffi::c_char;

use listening_core as core;
use listening_formats::{PLAIN, Parties, SpokenWord, Transcript, Unit, transcript};

use crate::boundary::{Fail, Outcome, on};
use crate::floor::Floor;
use crate::mix::Mix;
use crate::pointer;
use crate::session::Session;
use crate::status::Status;

/// Pushes the words of a transcript, length bytes of JSON or CTM as written by a recogniser: Whisper, WhisperX, Deepgram,
/// AssemblyAI, Amazon Transcribe, Google, Azure, Vosk, NeMo, Rev AI, Speechmatics, Gladia or Soniox; docs/inputs.md of the
/// source lists their requirements. It must have a time for every word; text is not kept. Like other words, push them before the
/// audio.
///
/// speakers maps the labels to parties, as "spk_0=agent,spk_1=customer,spk_2=none"; NULL if the labels are agent and customer, or the
/// words name their channels: those of agent_channel, 0 or 1, are then the agent's. "agent" or "customer" alone means that
/// all words belong to that party, for transcripts of one channel.
///
/// *words, if words is not NULL, is set to the number of words pushed.
///
/// LISTENING_STATUS_BAD_WORD if the transcript is rejected or a label has no party: listening_session_last_error says
/// what to do. LISTENING_STATUS_BAD_CONFIG if speakers or agent_channel is invalid. It then has no effect.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_session_push_transcript(
    session: *mut Session,
    bytes: *const c_char,
    length: usize,
    speakers: *const c_char,
    agent_channel: i32,
    words: *mut usize,
) -> Status {
    let body = |session: &mut Session| {
        let core = session.core()?;
        // SAFETY: the pointers are the caller's, valid for this call.
        unsafe { take(bytes, length, speakers, agent_channel, words, core) }
    };
    // SAFETY: the session is the caller's, in use by this call alone.
    unsafe { on(session, body) }
}

/// Like listening_session_push_transcript, for a call of talkspurts.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_floor_push_transcript(
    floor: *mut Floor,
    bytes: *const c_char,
    length: usize,
    speakers: *const c_char,
    agent_channel: i32,
    words: *mut usize,
) -> Status {
    let body = |floor: &mut Floor| {
        let core = floor.core()?;
        // SAFETY: the pointers are the caller's, valid for this call.
        unsafe { take(bytes, length, speakers, agent_channel, words, core) }
    };
    // SAFETY: the floor is the caller's, in use by this call alone.
    unsafe { on(floor, body) }
}

/// Like listening_session_push_transcript, for a call recorded in one channel.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn listening_mix_push_transcript(
    mix: *mut Mix,
    bytes: *const c_char,
    length: usize,
    speakers: *const c_char,
    agent_channel: i32,
    words: *mut usize,
) -> Status {
    let body = |mix: &mut Mix| {
        let core = mix.core()?;
        // SAFETY: the pointers are the caller's, valid for this call.
        unsafe { take(bytes, length, speakers, agent_channel, words, core) }
    };
    // SAFETY: the mix is the caller's, in use by this call alone.
    unsafe { on(mix, body) }
}

/// A call that takes words.
trait Call {
    fn push(&mut self, party: core::Party, word: &SpokenWord) -> core::Result<()>;
    /// Notes in what unit their times were.
    fn note(&mut self, unit: Unit);
}

impl Call for core::Session {
    fn push(&mut self, party: core::Party, word: &SpokenWord) -> core::Result<()> {
        self.push_word(party, word.start, word.end, &word.text)
    }

    fn note(&mut self, unit: Unit) {
        self.note_word_times(unit.per_second());
    }
}

impl Call for core::Floor {
    fn push(&mut self, party: core::Party, word: &SpokenWord) -> core::Result<()> {
        self.push_word(party, word.start, word.end, &word.text)
    }

    fn note(&mut self, unit: Unit) {
        self.note_word_times(unit.per_second());
    }
}

impl Call for core::Mix {
    fn push(&mut self, party: core::Party, word: &SpokenWord) -> core::Result<()> {
        self.push_word(party, word.start, word.end, &word.text)
    }

    fn note(&mut self, unit: Unit) {
        self.note_word_times(unit.per_second());
    }
}

/// Hands the words of a transcript to a call, and reports how many there are.
///
/// # Safety
/// As for [`said`]; `words` is NULL or may be written to.
unsafe fn take(
    bytes: *const c_char,
    length: usize,
    speakers: *const c_char,
    agent_channel: i32,
    words: *mut usize,
    call: &mut impl Call,
) -> Outcome {
    // SAFETY: the caller's promise.
    let (unit, found) = unsafe { said(bytes, length, speakers, agent_channel) }?;
    for (party, word) in &found {
        call.push(*party, word)?;
    }
    if let Some(unit) = unit {
        call.note(unit);
    }
    if !words.is_null() {
        // SAFETY: not NULL, the caller's promise.
        unsafe { words.write(found.len()) };
    }
    Ok(Status::Ok)
}

/// What a transcript says: the unit of plain words' times, where they are no seconds, and the words.
type Said = (Option<Unit>, Vec<(core::Party, SpokenWord)>);

/// The unit of plain words' times, where they are no seconds, and the words of a transcript with their parties, all of which
/// the engine takes.
///
/// # Safety
/// `bytes` has `length` bytes; `speakers` is NULL or is terminated by NUL.
unsafe fn said(bytes: *const c_char, length: usize, speakers: *const c_char, agent_channel: i32) -> Result<Said, Fail> {
    // SAFETY: the caller's promise.
    let bytes = unsafe { pointer::slice(bytes.cast::<u8>(), length) }?;
    // SAFETY: the caller's promise.
    let speakers = if speakers.is_null() { "" } else { unsafe { pointer::text(speakers) }?.unwrap_or("\u{fffd}") };
    let agent_channel = u32::try_from(agent_channel).ok().filter(|&channel| channel < 2);
    let agent_channel = agent_channel
        .ok_or_else(|| Fail::new(Status::BadConfig, "agent_channel is the agent's channel: 0 or 1 was expected"))?;
    let refused = |error: listening_formats::TranscriptError| Fail::new(Status::BadWord, error.to_string());
    let found = transcript(bytes).map_err(refused)?;
    // Recognisers say in what their times are; of other words it was found out.
    let unit = (found.shape == PLAIN && found.unit != Unit::Seconds).then_some(found.unit);
    let words = match core::Party::from_name(speakers) {
        Some(party) => found.words.into_iter().map(|word| (party, word)).collect(),
        None => by_party(&found, &Parties { speakers: named(speakers)?, agent_channel }).map_err(refused)?,
    };
    // A refused call changes nothing: what the engine would refuse is found on a call that is thrown away.
    let mut trial = core::Floor::new();
    for (party, word) in &words {
        trial.push_word(*party, word.start, word.end, &word.text)?;
    }
    Ok((unit, words))
}

fn by_party(
    found: &Transcript,
    parties: &Parties,
) -> Result<Vec<(core::Party, SpokenWord)>, listening_formats::TranscriptError> {
    Ok(found.said(parties)?.into_iter().map(|(party, word)| (party, word.clone())).collect())
}

/// The parties of speakers, as `spk_0=agent,spk_1=customer`.
fn named(text: &str) -> Result<BTreeMap<String, Option<core::Party>>, Fail> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (label, name) = part.rsplit_once('=').unwrap_or_default();
            let party = core::Party::from_name(name.trim());
            if label.trim().is_empty() || (party.is_none() && name.trim() != "none") {
                let text = "speakers is a list as \"spk_0=agent,spk_1=customer,spk_2=none\", or \"agent\" or \"customer\" alone";
                return Err(Fail::new(Status::BadConfig, text));
            }
            Ok((label.trim().to_owned(), party))
        })
        .collect()
}
