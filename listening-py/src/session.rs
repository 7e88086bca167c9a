//! A live call, push by push.

use std::sync::Arc;

use listening_core::report::{Accommodation, TalkerProsody, TurnVoice};
use listening_core::{
    Config, Event, EventKind, Language, Lexicon, MarkKind, OperatingPoint, Party, PerParty, Profile, Time,
};
use listening_core::{Contour, Delivery};
use listening_formats::GivenMark;
use listening_review::Calibration;
use numpy::{PyArray2, ToPyArray};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::arrays::Samples;
use crate::calibration::{calibration, rated_json};
use crate::errors::{ConfigError, Failure, ListeningError, MarkError, WordError, engine};

/// A live call. Events come as lines of JSON.
#[pyclass(module = "listening._native")]
pub(crate) struct Session {
    /// `None` once the call has ended, or the engine failed.
    inner: Option<listening_core::Session>,
    /// What its report is rated by.
    calibration: Option<Calibration>,
}

/// What Python's `Config` asks of the engine, whichever way the call comes: attributes of `EngineSettings`.
#[derive(FromPyObject)]
pub(crate) struct Settings {
    assessed: String,
    language: String,
    lexicon: String,
    profile: String,
    talker_prosody: bool,
    calibration: String,
    history: Option<f64>,
    decisions: Option<f64>,
    agent_offset: Option<f64>,
    customer_offset: Option<f64>,
    marks: Vec<MarkRow>,
}

impl Settings {
    /// The engine's configuration, for audio at this rate, and what its report is rated by.
    pub(crate) fn config(
        &self,
        sample_rate: u32,
        agent_channel: u8,
        provisional: bool,
    ) -> PyResult<(Config, Option<Calibration>)> {
        let talker_prosody = self.talker_prosody;
        let history = self.history.map(Time::from_seconds);
        let offset = PerParty { agent: self.agent_offset, customer: self.customer_offset };
        let offset = PerParty::from_fn(|party| offset[party].map(Time::from_seconds));
        let config =
            Config { sample_rate, agent_channel, provisional, talker_prosody, history, offset, ..Config::default() };
        let assessed = party(&self.assessed)?;
        let read = || -> listening_review::Result<_> {
            let decisions = self.decisions.map(OperatingPoint::from_rate).transpose()?;
            let language = Language::from_code(&self.language)?;
            let lexicon = Lexicon::of(language).extended(&self.lexicon)?;
            let (profile, calibration) = (profile(&self.profile)?, calibration(&self.calibration)?);
            let config = Config { assessed, lexicon, profile, decisions, ..config };
            config.check()?;
            calibration.as_ref().map_or(Ok(()), |calibration| calibration.check(config.profile.id()))?;
            Ok((config, calibration))
        };
        read().map_err(|error| crate::errors::raise_review(&error))
    }
}

impl Settings {
    /// What the telephone system says of the call.
    pub(crate) fn marks(&self) -> PyResult<Vec<GivenMark>> {
        self.marks.iter().map(given).collect()
    }
}

/// Kind, start, end, party and agent of a mark.
pub(crate) type MarkRow = (String, f64, Option<f64>, Option<String>, Option<String>);

/// A mark as the engine takes it.
fn given((kind, start, end, party, agent): &MarkRow) -> PyResult<GivenMark> {
    let kinds = || MarkKind::ALL.map(MarkKind::name).join(", ");
    let refuse = |what: String| MarkError::new_err(what);
    let known = MarkKind::from_name(kind);
    let kind = known.ok_or_else(|| refuse(format!("a mark is of kind '{kind}': expected one of {}", kinds())))?;
    let of = |name: &String| {
        Party::from_name(name)
            .ok_or_else(|| refuse(format!("a mark is of '{name}': expected 'agent', 'customer' or none")))
    };
    Ok(GivenMark { kind, party: party.as_ref().map(of).transpose()?, start: *start, end: *end, agent: agent.clone() })
}

/// The profile of that text; the built-in one for none.
pub(crate) fn profile(text: &str) -> listening_core::Result<Arc<Profile>> {
    if text.is_empty() { Ok(Profile::contact_center()) } else { Profile::from_json(text).map(Arc::new) }
}

/// Refuses what the engine would not take.
#[pyfunction]
#[allow(clippy::needless_pass_by_value)] // pyo3 hands the settings over
pub(crate) fn check_settings(settings: Settings) -> PyResult<()> {
    settings.config(8000, 0, false).map(drop)
}

/// The file of a built-in profile: `contact_center/2`, or `contact_center/1`, which version 0.1.0 scored by.
#[pyfunction]
#[pyo3(signature = (id = "contact_center/2"))]
pub(crate) fn built_in_profile(id: &str) -> PyResult<String> {
    let found = Profile::built_in(id).map(|profile| profile.text().to_owned());
    found.ok_or_else(|| {
        ConfigError::new_err(format!("profile '{id}' is not built in: give 'contact_center/2' or 'contact_center/1'"))
    })
}

/// The marks of a file, JSON lines or CSV: kind, start, end, party and agent of each.
#[pyfunction]
pub(crate) fn read_marks(data: &[u8]) -> PyResult<Vec<MarkRow>> {
    let found = listening_formats::marks(data).map_err(|error| MarkError::new_err(error.to_string()))?;
    let row = |mark: GivenMark| {
        let party = mark.party.map(|party| party.name().to_owned());
        (mark.kind.name().to_owned(), mark.start, mark.end, party, mark.agent)
    };
    Ok(found.into_iter().map(row).collect())
}

/// A word: who, start, end, text.
pub(crate) type Word = (String, f64, f64, String);

/// The party that a word is of.
pub(crate) fn speaker(name: &str) -> PyResult<Party> {
    let known = Party::BOTH.into_iter().find(|party| party.name() == name);
    known.ok_or_else(|| WordError::new_err(format!("a word is by '{name}': expected 'agent' or 'customer'")))
}

/// The party of that name.
pub(crate) fn party(name: &str) -> PyResult<Party> {
    Party::BOTH
        .into_iter()
        .find(|party| party.name() == name)
        .ok_or_else(|| ConfigError::new_err(format!("setting `assessed` is '{name}': expected 'agent' or 'customer'")))
}

impl Session {
    pub(crate) fn with<R: Send>(
        &mut self,
        py: Python<'_>,
        work: impl FnOnce(&mut listening_core::Session) -> listening_core::Result<R> + Send,
    ) -> PyResult<R> {
        let session = self.inner.as_mut().ok_or_else(ended)?;
        engine(py, || Ok(work(session)?)).map_err(|failure| {
            if matches!(failure, Failure::Panicked) {
                self.inner = None;
            }
            failure.into()
        })
    }
}

fn ended() -> PyErr {
    ListeningError::new_err("the session has ended: make a new one for the next call")
}

/// A turn of the customer: start, end, activation, low, high, pitch, level, spread, rate, talkspurts.
type TurnRow = (f64, f64, f64, f64, f64, Option<f64>, Option<f64>, Option<f64>, Option<f64>, usize);
/// Feature, kind, value, least and most of chance, pairs.
type AccommodationRow = (&'static str, &'static str, f64, f64, f64, usize);
/// The customer's turns, where their level changes, and how the two voices move together.
type Prosody = (Vec<TurnRow>, Vec<f64>, Vec<AccommodationRow>);

/// Level in dBov, median pitch in hertz, range of pitch in semitones, syllables per second.
type VoiceRow = (f64, Option<f64>, Option<f64>, f64);
/// Party, start, end, contour, movement and end in semitones, end in dB, lengthening, abrupt stop, voice.
type DeliveryRow =
    (&'static str, f64, f64, Option<&'static str>, Option<f64>, Option<f64>, Option<f64>, Option<f64>, bool, VoiceRow);
/// The report, what was heard of the agent and of the customer, frame by frame, how their talkspurts sounded and ended, and
/// the customer's voice if asked for.
type Looked<'py> = (String, Bound<'py, PyArray2<f32>>, Bound<'py, PyArray2<f32>>, Vec<DeliveryRow>, Option<Prosody>);

/// How the talkspurts of both sounded and ended, in order of start.
fn endings(deliveries: &PerParty<Vec<Delivery>>) -> Vec<DeliveryRow> {
    // To a thousandth, as times are.
    let thousandth = |value: f64| (value * 1e3).round() / 1e3;
    let reported = move |value: Option<f32>| value.map(|value| thousandth(f64::from(value)));
    let row = move |party: Party, delivery: &Delivery| {
        let Delivery { span, contour, terminal, end_db, abrupt, pitch_hz, pitch_spread, level_dbov, .. } = *delivery;
        let level = thousandth(f64::from(level_dbov));
        let voice = (level, reported(pitch_hz), reported(pitch_spread), thousandth(delivery.rate()));
        (
            party.name(),
            span.start.seconds(),
            span.end.seconds(),
            contour.map(Contour::name),
            reported(terminal.map(|terminal| terminal.movement)),
            reported(terminal.map(|terminal| terminal.end)),
            reported(end_db),
            reported(delivery.lengthening()),
            abrupt,
            voice,
        )
    };
    let of = |party: Party| deliveries[party].iter().map(move |delivery| row(party, delivery));
    let mut rows: Vec<_> = Party::BOTH.into_iter().flat_map(of).collect();
    rows.sort_by(|a, b| a.1.total_cmp(&b.1));
    rows
}

fn rows(prosody: &TalkerProsody) -> Prosody {
    let turn = |turn: &TurnVoice| {
        let TurnVoice { span, activation, low, high, pitch, level, spread, rate, n, .. } = *turn;
        (span.start.seconds(), span.end.seconds(), activation, low, high, pitch, level, spread, rate, n)
    };
    let together = |row: &Accommodation| (row.feature, row.kind, row.value, row.chance_low, row.chance_high, row.n);
    (
        prosody.turns.iter().map(turn).collect(),
        prosody.tack_points.iter().map(|time| time.seconds()).collect(),
        prosody.accommodation.iter().map(together).collect(),
    )
}

fn lines(events: &[Event]) -> Vec<String> {
    events.iter().map(Event::to_json).collect()
}

#[pymethods]
impl Session {
    #[new]
    #[allow(clippy::needless_pass_by_value)] // pyo3 hands the settings over
    fn new(sample_rate: u32, agent_channel: u8, provisional: bool, settings: Settings) -> PyResult<Self> {
        let (config, calibration) = settings.config(sample_rate, agent_channel, provisional)?;
        let refuse = |error| crate::errors::raise(&error);
        let mut session = listening_core::Session::new(config).map_err(refuse)?;
        for mark in settings.marks()? {
            session.push_mark(mark.kind, mark.start, mark.end, mark.party, mark.agent.as_deref()).map_err(refuse)?;
        }
        Ok(Self { inner: Some(session), calibration })
    }

    /// Takes an array of shape (frames, 2) or (2, frames); gives the events that this settled or announced.
    fn push(&mut self, py: Python<'_>, samples: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
        let samples = Samples::of(samples)?;
        let view = samples.view();
        self.with(py, |session| view.push(session))
    }

    /// Takes whole interleaved frames in the named encoding.
    #[allow(clippy::needless_pass_by_value)] // pyo3 hands the bytes over
    fn push_bytes(&mut self, py: Python<'_>, data: PyBackedBytes, encoding: &str) -> PyResult<Vec<String>> {
        let data: &[u8] = &data;
        match encoding {
            "s16le" => self.with(py, |session| {
                let samples: Vec<i16> = whole(data).map(i16::from_le_bytes).collect();
                session.push_interleaved(&samples).map(lines)
            }),
            "f32le" => self.with(py, |session| {
                let samples: Vec<f32> = whole(data).map(f32::from_le_bytes).collect();
                session.push_interleaved(&samples).map(lines)
            }),
            "mulaw" => self.with(py, |session| session.push_mulaw(data).map(lines)),
            "alaw" => self.with(py, |session| session.push_alaw(data).map(lines)),
            other => {
                Err(ConfigError::new_err(format!("encoding '{other}' is not known: give s16le, f32le, mulaw or alaw")))
            }
        }
    }

    /// Takes a word.
    fn push_word(&mut self, py: Python<'_>, party: &str, start: f64, end: f64, text: &str) -> PyResult<()> {
        let party = speaker(party)?;
        self.with(py, |session| session.push_word(party, start, end, text))
    }

    /// Takes a mark of the telephone system.
    #[allow(clippy::needless_pass_by_value)] // pyo3 hands the row over
    fn push_mark(&mut self, py: Python<'_>, row: MarkRow) -> PyResult<()> {
        let mark = given(&row)?;
        self.with(py, |session| session.push_mark(mark.kind, mark.start, mark.end, mark.party, mark.agent.as_deref()))
    }

    /// Says that the next frames of a party are lost.
    fn push_lost(&mut self, frames: u64, party: &str) -> PyResult<()> {
        let known = Party::BOTH.into_iter().find(|known| known.name() == party);
        let party =
            known.ok_or_else(|| ConfigError::new_err(format!("party is '{party}': expected 'agent' or 'customer'")))?;
        self.inner.as_mut().ok_or_else(ended)?.push_lost(frames, party);
        Ok(())
    }

    /// Takes frames of which nothing arrived.
    fn push_gap(&mut self, py: Python<'_>, frames: usize) -> PyResult<Vec<String>> {
        self.with(py, |session| session.push_gap(frames).map(lines))
    }

    /// Notes that the recording is known to be cut short.
    fn note_truncated(&mut self) -> PyResult<()> {
        self.inner.as_mut().ok_or_else(ended)?.note_truncated();
        Ok(())
    }

    /// Notes that the recording's header was never completed.
    fn note_unfinished(&mut self) -> PyResult<()> {
        self.inner.as_mut().ok_or_else(ended)?.note_unfinished();
        Ok(())
    }

    /// Notes that the recording was coded too low, with its bit rate in kbit/s.
    fn note_coding(&mut self, bit_rate: Option<f64>) -> PyResult<()> {
        self.inner.as_mut().ok_or_else(ended)?.note_coding(bit_rate);
        Ok(())
    }

    /// Notes that a party's own recording is shorter than the other's by this many seconds.
    fn note_shorter(&mut self, party: &str, seconds: f64) -> PyResult<()> {
        let party = speaker(party)?;
        self.inner.as_mut().ok_or_else(ended)?.note_shorter(party, seconds);
        Ok(())
    }

    /// Notes that the words' times were no seconds.
    fn note_word_times(&mut self, per_second: f64) -> PyResult<()> {
        self.inner.as_mut().ok_or_else(ended)?.note_word_times(per_second);
        Ok(())
    }

    /// Also keeps what is heard frame by frame, from here on.
    fn keep_frames(&mut self) -> PyResult<()> {
        self.inner.as_mut().ok_or_else(ended)?.keep_frames();
        Ok(())
    }

    /// The probability of a live decision now, where one is open.
    fn probability(&self, kind: &str, of: &str) -> PyResult<Option<f32>> {
        let session = self.inner.as_ref().ok_or_else(ended)?;
        let known = [EventKind::FloorTaken, EventKind::TurnEnd].into_iter().find(|known| known.name() == kind);
        let kind = known
            .ok_or_else(|| ConfigError::new_err(format!("kind is '{kind}': expected 'floor_taken' or 'turn_end'")))?;
        Ok(session.probability(kind, party(of)?))
    }

    /// Seconds of audio taken.
    #[getter]
    fn position(&self) -> PyResult<f64> {
        Ok(self.inner.as_ref().ok_or_else(ended)?.position().seconds())
    }

    /// The state of the call, as a line of JSON.
    fn snapshot(&self) -> PyResult<String> {
        Ok(self.inner.as_ref().ok_or_else(ended)?.snapshot().to_json())
    }

    /// The report that the end would give now.
    fn report_so_far(&mut self, py: Python<'_>) -> PyResult<String> {
        let session = self.inner.as_ref().ok_or_else(ended)?;
        let report = engine(py, || rated_json(session.report_so_far(), self.calibration.as_ref()));
        Ok(report?)
    }

    /// Ends the call: the report, and the events that only its end settled.
    fn finish(&mut self, py: Python<'_>) -> PyResult<(String, Vec<String>)> {
        let session = self.inner.take().ok_or_else(ended)?;
        let ended = engine(py, || {
            let (report, events) = session.finish_with_events();
            Ok((rated_json(report, self.calibration.as_ref())?, lines(&events)))
        });
        Ok(ended?)
    }

    /// Ends the call: the report, and the frames kept of the agent and of the customer, a column for each of
    /// `FRAME_COLUMNS`, how each talkspurt sounded and ended, and the customer's voice turn by turn where the configuration asks for it.
    fn finish_with_frames<'py>(&mut self, py: Python<'py>) -> PyResult<Looked<'py>> {
        let session = self.inner.take().ok_or_else(ended)?;
        let (json, frames, prosody) = engine(py, || {
            let (report, frames) = session.finish_with_frames();
            let prosody = report.prosody.as_ref().map(rows);
            Ok((rated_json(report, self.calibration.as_ref())?, frames, prosody))
        })?;
        let tracks = frames.tracks;
        let endings = endings(&frames.deliveries);
        Ok((json, tracks.agent.to_pyarray(py), tracks.customer.to_pyarray(py), endings, prosody))
    }
}

/// Each whole sample of `data`; the caller has cut at a frame.
fn whole<const N: usize>(data: &[u8]) -> impl Iterator<Item = [u8; N]> {
    data.as_chunks::<N>().0.iter().copied()
}
