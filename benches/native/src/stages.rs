//! Our hearing over a call: the stages `signal` and `activity`, wired as a session wires them.

use listening_core::internals::{
    Detection, Ear, EarFrame, EchoGuard, Framer, Gatherer, History, Judged, Network, Sound, Spectrum, SpeechDetector, SpurtBuilder, decide,
};

/// Samples of each channel that are heard at a time, as in a session.
const PIECE: usize = 512;
/// Voicing is looked for from a probability of .35 on; the network's answer times this stays below.
const HUSH: f32 = 0.34;

/// The network, but no frame is probable enough for voicing to be looked for.
#[derive(Default)]
pub struct Hushed(Network);

impl SpeechDetector for Hushed {
    fn detect(&mut self, spectrum: Option<&Spectrum>) -> Detection {
        hush(self.0.detect(spectrum))
    }

    fn detect_both([left, right]: [&mut Self; 2], spectra: [&Spectrum; 2]) -> [Detection; 2] {
        Network::detect_both([&mut left.0, &mut right.0], spectra).map(hush)
    }

    fn lag(&self) -> usize {
        self.0.lag()
    }
}

fn hush(detection: Detection) -> Detection {
    Detection { speech: detection.speech * HUSH, tone: detection.tone }
}

/// One channel after its ear.
#[derive(Default)]
struct Channel {
    heard: Vec<EarFrame>,
    history: History,
    guard: EchoGuard,
    gatherer: Gatherer,
    builder: SpurtBuilder,
}

/// Everything, the glance at voicing included: the number of edges of talkspurts.
pub fn all(call: [&[f32]; 2]) -> usize {
    run::<Network>(call, Default::default(), 1.0)
}

/// Everything but that glance.
pub fn without_pitch(call: [&[f32]; 2]) -> usize {
    let ear = || Box::new(Ear::new(Hushed::default()));
    run(call, [ear(), ear()], 1.0 / HUSH)
}

/// Only the spectrum and the facts of each frame: the number of frames that sound.
pub fn spectrum(call: [&[f32]; 2]) -> usize {
    let mut sounding = 0;
    for samples in call {
        let mut framer = Framer::new();
        for piece in samples.chunks(PIECE) {
            framer.push(piece, |frame| sounding += usize::from(frame.block.energy + frame.spectrum[32] > 1e-6));
        }
    }
    sounding
}

fn run<D: SpeechDetector>(call: [&[f32]; 2], mut ears: [Box<Ear<D>>; 2], scale: f32) -> usize {
    let mut channels: [Channel; 2] = Default::default();
    let mut edges = 0;
    for (left, right) in call[0].chunks(PIECE).zip(call[1].chunks(PIECE)) {
        let both = ears.each_mut().map(|ear| &mut **ear);
        Ear::push_both(both, [left, right], |channel, frame| channels[channel].heard.push(*frame));
        edges += judge(&mut channels, scale);
    }
    for (ear, channel) in ears.iter_mut().zip(&mut channels) {
        ear.finish(|frame| channel.heard.push(*frame));
    }
    edges += judge(&mut channels, scale);
    for Channel { gatherer, builder, .. } in &mut channels {
        gatherer.finish(|judged| edges += build(builder, &judged));
    }
    edges
}

/// Both channels to the same frame: levels, how far each is above the other's echo, evidence, talkspurts.
fn judge([left, right]: &mut [Channel; 2], scale: f32) -> usize {
    let mut edges = 0;
    let frames = left.heard.len().min(right.heard.len());
    for k in 0..frames {
        for channel in [&mut *left, &mut *right] {
            channel.heard[k].speech *= scale;
            let heard = &channel.heard[k];
            channel.history.push(heard.level, heard.speech, heard.print);
        }
        let left_excess = left.guard.excess_db(&left.history, &right.history);
        let right_excess = right.guard.excess_db(&right.history, &left.history);
        for (channel, excess) in [(&mut *left, left_excess), (&mut *right, right_excess)] {
            if let Some(judged) = channel.gatherer.push(&channel.heard[k], excess) {
                edges += build(&mut channel.builder, &judged);
            }
        }
    }
    left.heard.drain(..frames);
    right.heard.drain(..frames);
    edges
}

/// Weighs a frame's evidence and hands it on: the number of edges that this settles.
fn build(builder: &mut SpurtBuilder, judged: &Judged) -> usize {
    let frame = &judged.frame;
    let level = if EchoGuard::explains(judged.excess_db) { f32::MIN } else { frame.level };
    let detection = frame.detection();
    let voiced = frame.voice.voiced;
    let sound = Sound { speech: decide(&judged.evidence), detection, music: detection.is_music(), voiced, level };
    let mut edges = 0;
    builder.push(&sound, |_| edges += 1);
    edges
}
