//! One channel, from samples to what was heard in each frame.

use std::collections::VecDeque;

use super::detector::{Detection, SpeechDetector};
use super::network::{Network, ln};
use super::print::{Print, Printer};
use super::tones::{ToneFinder, ToneSpan};
use crate::signal::{BINS, Block, FRAME, Frame, Framer, Spectrum, dbov, sum};
use crate::voice::{Amplitudes, VoiceFrame, glance};

/// What was heard in 10 ms.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EarFrame {
    /// Probability of speech; none in a signalling tone.
    pub speech: f32,
    /// Probability of a tone or of music; in a signalling tone it is certain.
    pub tone: f32,
    /// It belongs to a signalling tone.
    pub signal: bool,
    /// Facts of the samples.
    pub block: Block,
    /// Level of the samples, dBov.
    pub level: f32,
    /// Power below 1 kHz over that above 2 kHz, dB: high in vowels, low in breath, clicks and hiss.
    pub tilt: f32,
    /// Level, and whether it is voiced at first glance, which is asked only where speech is probable.
    pub voice: VoiceFrame,
    /// By which the frame is known again in the other channel.
    pub print: Print,
    /// Mean product of the samples with those of the other channel.
    pub product: f32,
}

impl EarFrame {
    /// The detector's answer.
    pub fn detection(&self) -> Detection {
        Detection { speech: self.speech, tone: self.tone }
    }
}

/// Frames that wait for a detector's answer, at most, with the one that is answered.
const WAITING: usize = 10;
/// Digital silence is listened to for half a second, and then taken as known. No less than a detector's lag.
const STILL: usize = 50;
/// Lines of the spectrum from 300 to 3300 Hz, and from 300 to 900 Hz.
const BAND: std::ops::Range<usize> = 10..106;
const VOWELS: std::ops::Range<usize> = 10..30;
/// Lines from 300 to 1000 Hz, and from 2000 to 3300 Hz.
const LOW: std::ops::Range<usize> = 10..33;
const HIGH: std::ops::Range<usize> = 64..106;
/// Before the first sample the detector hears half a second of quiet noise, -70 dBov: a call may begin in the middle of
/// a word, and a detector that knows no silence would take that for its background.
const BEFORE: usize = 50;
const QUIET: Spectrum = [1e-7; BINS];
/// Voicing is looked for from this probability of speech on.
const SPEECH: f32 = 0.35;

/// Hears one channel.
#[derive(Clone, Debug)]
pub struct Ear<D = Network> {
    framer: Framer,
    detector: D,
    lag: usize,
    /// The last frames, in a ring.
    waiting: [Shown; WAITING],
    amplitudes: [Amplitudes; WAITING],
    printer: Printer,
    taken: usize,
    /// Frames of digital silence up to the last one.
    still: usize,
    tones: ToneFinder,
    /// Whether a frame belongs to a signalling tone, in a ring.
    toned: [bool; WAITING],
    /// Tones that have been named, each with the frame that is handed on when it is.
    named: VecDeque<(usize, ToneSpan)>,
    handed: usize,
}

impl Default for Ear {
    fn default() -> Self {
        Self::new(Network::new())
    }
}

impl<D: SpeechDetector> Ear<D> {
    /// With a detector of speech that looks 8 or 9 frames ahead: as far as the one of tones.
    pub fn new(mut detector: D) -> Self {
        for _ in 0..BEFORE {
            detector.detect(Some(&QUIET));
        }
        let lag = detector.lag().clamp(ToneFinder::LAG, WAITING - 1);
        Self {
            framer: Framer::new(),
            detector,
            lag,
            waiting: [Shown::default(); WAITING],
            amplitudes: [Amplitudes::default(); WAITING],
            printer: Printer::default(),
            taken: 0,
            still: 0,
            tones: ToneFinder::default(),
            toned: [false; WAITING],
            named: VecDeque::with_capacity(4),
            handed: 0,
        }
    }

    /// Takes samples at 8 kHz; `each` gets every frame that is now understood.
    pub fn push(&mut self, mut samples: &[f32], mut each: impl FnMut(&EarFrame)) {
        while let Some(frame) = self.framer.take(&mut samples) {
            self.step(&frame, &mut each);
        }
    }

    /// Takes as many samples of two channels, frame by frame: what [`push`](Self::push) does for each, at less cost.
    /// `each` gets every frame that is now understood, with its channel, 0 or 1.
    pub fn push_both(both: [&mut Self; 2], samples: [&[f32]; 2], mut each: impl FnMut(usize, &EarFrame)) {
        let ([left, right], [mut lefts, mut rights]) = (both, samples);
        loop {
            match (left.framer.take(&mut lefts), right.framer.take(&mut rights)) {
                (Some(first), Some(second)) => {
                    let product = product(&first.samples, &second.samples);
                    let detections = match [left.note(&first), right.note(&second)] {
                        [true, true] => D::detect_both(
                            [&mut left.detector, &mut right.detector],
                            [&first.spectrum, &second.spectrum],
                        ),
                        asked => [left.ask(&first, asked[0]), right.ask(&second, asked[1])],
                    };
                    left.note_product(product);
                    right.note_product(product);
                    left.answer(detections[0], |frame| each(0, frame));
                    right.answer(detections[1], |frame| each(1, frame));
                }
                (Some(first), None) => left.step(&first, |frame| each(0, frame)),
                (None, Some(second)) => right.step(&second, |frame| each(1, frame)),
                (None, None) => break,
            }
        }
    }

    /// Ends the channel; `each` gets the frames that are left.
    pub fn finish(&mut self, mut each: impl FnMut(&EarFrame)) {
        while let Some(frame) = self.framer.take_last() {
            self.step(&frame, &mut each);
        }
        // A call shorter than the lag has not got its first answer yet.
        for _ in self.taken..self.lag {
            self.detector.detect(None);
        }
        self.drain(&mut each);
    }

    /// The next tone that was named by the time when frame number `frame` was handed on.
    pub fn tone(&mut self, frame: u64) -> Option<ToneSpan> {
        self.named.front().filter(|(at, _)| *at as u64 <= frame)?;
        self.named.pop_front().map(|(_, tone)| tone)
    }

    fn step(&mut self, frame: &Frame, each: impl FnMut(&EarFrame)) {
        let asked = self.note(frame);
        let detection = self.ask(frame, asked);
        self.answer(detection, each);
    }

    /// Keeps what a frame shows, and says whether the detector is to hear it. In a long digital silence it is not
    /// asked: there is none but one answer, and what it would say when the sound comes back is of the silence before
    /// it, of which it has heard enough.
    fn note(&mut self, frame: &Frame) -> bool {
        let slot = self.taken % WAITING;
        self.waiting[slot] = Shown::of(frame, &mut self.printer);
        self.amplitudes[slot] = Amplitudes::of(&frame.spectrum);
        self.taken += 1;
        let (named, at) = (&mut self.named, self.handed);
        let toned = self.tones.push(&frame.samples, &frame.spectrum, |tone| named.push_back((at, tone)));
        if let Some(about) = (self.taken - 1).checked_sub(ToneFinder::LAG) {
            self.toned[about % WAITING] = toned;
        }
        self.still = if usize::from(frame.block.lead) == FRAME { self.still + 1 } else { 0 };
        self.still <= STILL
    }

    /// Keeps the product of the frame that was kept last with the other channel's.
    fn note_product(&mut self, product: f32) {
        self.waiting[(self.taken - 1) % WAITING].product = product;
    }

    fn ask(&mut self, frame: &Frame, asked: bool) -> Detection {
        if asked { self.detector.detect(Some(&frame.spectrum)) } else { Detection::default() }
    }

    /// Takes the detector's answer, and completes the frame that it is about.
    fn answer(&mut self, detection: Detection, mut each: impl FnMut(&EarFrame)) {
        if let Some(about) = (self.taken - 1).checked_sub(self.lag) {
            each(&self.understood(about, detection));
        }
    }

    fn drain(&mut self, each: &mut impl FnMut(&EarFrame)) {
        let (named, at) = (&mut self.named, self.taken);
        let last = self.tones.finish(|tone| named.push_back((at, tone)));
        for (ago, toned) in last.into_iter().rev().enumerate() {
            if let Some(about) = self.taken.checked_sub(ago + 1) {
                self.toned[about % WAITING] = toned;
            }
        }
        for about in self.taken.saturating_sub(self.lag)..self.taken {
            let detection = self.detector.detect(None);
            each(&self.understood(about, detection));
        }
    }

    fn understood(&mut self, frame: usize, detection: Detection) -> EarFrame {
        let shown = self.waiting[frame % WAITING];
        self.handed = frame + 1;
        let signal = self.toned[frame % WAITING];
        let detection = if signal { Detection { speech: 0.0, tone: 1.0 } } else { detection };
        EarFrame {
            speech: detection.speech,
            tone: detection.tone,
            signal,
            block: shown.block,
            level: dbov(f64::from(shown.block.energy)) as f32,
            tilt: shown.tilt,
            voice: VoiceFrame {
                energy: shown.block.energy,
                band: shown.band,
                voiced: detection.speech >= SPEECH && glance(&self.amplitudes[frame % WAITING]),
                low_db: shown.low_db,
            },
            print: shown.print,
            product: shown.product,
        }
    }
}

/// What a frame shows whatever the detector says.
#[derive(Clone, Copy, Debug, Default)]
struct Shown {
    block: Block,
    band: f32,
    tilt: f32,
    low_db: f32,
    print: Print,
    product: f32,
}

impl Shown {
    fn of(frame: &Frame, printer: &mut Printer) -> Self {
        let spectrum = &frame.spectrum;
        Self {
            block: frame.block,
            band: sum(&spectrum[BAND]) / BAND.len() as f32,
            tilt: tilt(spectrum),
            low_db: decibels(&spectrum[VOWELS]),
            print: printer.print(spectrum),
            product: 0.0,
        }
    }
}

/// Mean product of the samples of two channels.
fn product(left: &[f32; FRAME], right: &[f32; FRAME]) -> f32 {
    let mut products = [0.0; FRAME];
    products.iter_mut().zip(left.iter().zip(right)).for_each(|(product, (a, b))| *product = a * b);
    sum(&products) / FRAME as f32
}

/// Mean power of these lines, dB; silence is -100.
fn decibels(lines: &[f32]) -> f32 {
    const FLOOR: f32 = 1e-10;
    10.0 * std::f32::consts::LOG10_E * ln(sum(lines) / lines.len() as f32 + FLOOR)
}

fn tilt(spectrum: &Spectrum) -> f32 {
    // Far under any sound: silence has no tilt.
    const FLOOR: f32 = 1e-9;
    let power = |lines: std::ops::Range<usize>| {
        let count = lines.len() as f32;
        sum(&spectrum[lines]) / count + FLOOR
    };
    10.0 * std::f32::consts::LOG10_E * (ln(power(LOW)) - ln(power(HIGH)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_is_answered_once_and_cuts_change_nothing() {
        for length in [0, 1, 80, 400, 719, 721, 801, 4000] {
            let samples: Vec<f32> = (0..length).map(|n: i32| (n as f32 * 0.2).sin() * 0.1).collect();
            let hear = |cut: usize| {
                let mut ear = Ear::default();
                let mut all = Vec::new();
                for piece in samples.chunks(cut) {
                    ear.push(piece, |frame| all.push(*frame));
                }
                ear.finish(|frame| all.push(*frame));
                all
            };
            let whole = hear(1_000_000);
            assert_eq!(whole.len(), (length as usize).div_ceil(80), "{length}");
            assert_eq!(hear(37), whole);
        }
    }

    /// Hears speech in what is loud, nine frames late.
    struct Late(VecDeque<f32>);

    impl SpeechDetector for Late {
        fn detect(&mut self, spectrum: Option<&Spectrum>) -> Detection {
            self.0.push_back(spectrum.map_or(0.0, |spectrum| spectrum.iter().sum()));
            let loud = if self.0.len() > self.lag() { self.0.pop_front() } else { None };
            Detection { speech: f32::from(u8::from(loud > Some(1.0))), tone: 0.0 }
        }

        fn lag(&self) -> usize {
            9
        }
    }

    #[test]
    fn answers_stand_at_their_own_frames() {
        let noise = |n: i32| ((n.wrapping_mul(1_103_515_245) >> 8 & 0xFFFF) as f32 / 32_768.0 - 1.0) * 0.5;
        let samples: Vec<f32> = (0..8000).map(|n| if n < 4000 { 0.0 } else { noise(n) }).collect();
        let mut ear = Ear::new(Late(VecDeque::new()));
        let mut speech = Vec::new();
        ear.push(&samples, |frame| speech.push(frame.speech));
        ear.finish(|frame| speech.push(frame.speech));
        assert_eq!(speech.len(), 100);
        // The window of a frame reaches 11 ms over it on either side.
        assert!(speech[..48].iter().all(|&p| p == 0.0) && speech[51..].iter().all(|&p| p == 1.0), "{speech:?}");
    }

    /// Counts how often it is asked.
    struct Counting<D>(D, std::rc::Rc<std::cell::Cell<usize>>);

    impl<D: SpeechDetector> SpeechDetector for Counting<D> {
        fn detect(&mut self, spectrum: Option<&Spectrum>) -> Detection {
            self.1.set(self.1.get() + 1);
            self.0.detect(spectrum)
        }

        fn lag(&self) -> usize {
            self.0.lag()
        }
    }

    #[test]
    fn digital_silence_is_not_listened_to_and_hides_nothing() {
        let wav = include_bytes!("../../tests/data/reference.wav");
        let all: Vec<f32> =
            wav[44..].as_chunks::<2>().0.iter().map(|&b| f32::from(i16::from_le_bytes(b)) / 32768.0).collect();
        let talk = &all[..32_000];
        let asked = std::rc::Rc::new(std::cell::Cell::new(0));
        let hear = |samples: &[f32]| {
            asked.set(0);
            let mut ear = Ear::new(Counting(Network::new(), asked.clone()));
            let mut speech = Vec::new();
            ear.push(samples, |frame| speech.push(frame.speech));
            ear.finish(|frame| speech.push(frame.speech));
            (speech, asked.get())
        };
        // Ten seconds of silence between two pieces of talk, at an odd and at an even number of frames.
        for still in [80_000, 80_080] {
            let (speech, count) = hear(&[talk, &vec![0.0; still], talk].concat());
            let frames = still / 80;
            assert!(count < 800 + BEFORE + STILL + 20, "asked {count} times");
            assert!(speech[430..400 + frames - 10].iter().all(|&p| p < 0.1));
            // What comes after is heard as after half a second of silence, but for the step that the network is in:
            // most of this sound is at the border of speech, where that shows.
            let (short, _) = hear(&[talk, &[0.0; STILL * 80], talk].concat());
            let off: Vec<f32> =
                speech[400 + frames..].iter().zip(&short[400 + STILL..]).map(|(a, b)| (a - b).abs()).collect();
            assert!(off.iter().sum::<f32>() < 0.05 * off.len() as f32, "{off:?}");
            assert!(off.iter().all(|&off| off < 0.2), "{off:?}");
        }
    }

    #[test]
    fn both_at_once_are_heard_as_each_alone() {
        let wav = include_bytes!("../../tests/data/reference.wav");
        let all: Vec<f32> =
            wav[44..].as_chunks::<2>().0.iter().map(|&b| f32::from(i16::from_le_bytes(b)) / 32768.0).collect();
        let left = &all[..64_000];
        let alone = |samples: &[f32]| {
            let (mut ear, mut heard) = (Ear::default(), Vec::new());
            ear.push(samples, |frame| heard.push(*frame));
            ear.finish(|frame| heard.push(*frame));
            heard
        };
        // Silences on one channel that its detector does not hear, of an odd and of an even number of frames, after
        // which the two detectors are in different phases; and channels of unequal length.
        for (still, length) in [(0, 64_000), (8_080, 64_000), (8_160, 64_000), (8_080, 40_000)] {
            let mut right = all[20_000..20_000 + length].to_vec();
            right[16_000..16_000 + still].fill(0.0);
            for cut in [64_000, 37] {
                let (mut ears, mut heard): ([Box<Ear>; 2], [Vec<EarFrame>; 2]) = Default::default();
                for at in (0..left.len()).step_by(cut) {
                    let pieces = [left, &right].map(|all| &all[at.min(all.len())..(at + cut).min(all.len())]);
                    Ear::push_both(ears.each_mut().map(|ear| &mut **ear), pieces, |channel, frame| {
                        // Alone there is no other channel to be multiplied with.
                        heard[channel].push(EarFrame { product: 0.0, ..*frame });
                    });
                }
                for (ear, heard) in ears.iter_mut().zip(&mut heard) {
                    ear.finish(|frame| heard.push(EarFrame { product: 0.0, ..*frame }));
                }
                assert!(heard == [alone(left), alone(&right)], "{still} of {length} still, cut by {cut}");
            }
        }
    }

    #[test]
    fn a_call_may_begin_in_the_middle_of_a_word() {
        let wav = include_bytes!("../../tests/data/reference.wav");
        let all: Vec<f32> =
            wav[44..].as_chunks::<2>().0.iter().map(|&b| f32::from(i16::from_le_bytes(b)) / 32768.0).collect();
        let hear = |samples: &[f32]| {
            let (mut ear, mut speech) = (Ear::default(), Vec::new());
            ear.push(samples, |frame| speech.push(frame.speech));
            ear.finish(|frame| speech.push(frame.speech));
            speech
        };
        let whole = hear(&all);
        let cut = (50..whole.len() - 20).find(|&k| whole[k - 10..k + 20].iter().all(|&p| p > 0.9)).unwrap();
        let late = hear(&all[cut * 80..]);
        // Its network needs a moment, but not the second that it needs without quiet before.
        assert!(late[5..20].iter().all(|&p| p > 0.5), "{:?}", &late[..20]);
    }
}
