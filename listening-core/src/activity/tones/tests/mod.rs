//! Tones that must be found, and sounds that must not be taken for one.

mod digits;
mod finds;
mod refuses;
mod synth;

use super::{ToneFinder, ToneSpan};
use crate::signal::{FRAME, Framer, Spectrum};

/// What a finder says of samples: the spans, and for each frame whether it belongs to a tone.
fn listen(samples: &[f32]) -> (Vec<ToneSpan>, Vec<bool>) {
    let mut spectra: Vec<Spectrum> = Vec::new();
    let mut framer = Framer::new();
    framer.push(samples, |frame| spectra.push(frame.spectrum));
    framer.finish(|frame| spectra.push(frame.spectrum));
    let (mut finder, mut spans, mut tones) = (ToneFinder::default(), Vec::new(), Vec::new());
    for (at, (block, spectrum)) in samples.chunks(FRAME).zip(&spectra).enumerate() {
        let now = (at + 1) as f64 * 0.01;
        tones.push(finder.push(block, spectrum, |span| {
            assert!(now - span.span.end.seconds() <= 1.0, "{span:?} reported at {now}");
            spans.push(span);
        }));
    }
    tones.extend(finder.finish(|span| spans.push(span)));
    tones.drain(..ToneFinder::LAG);
    assert_eq!(tones.len(), spectra.len());
    (spans, tones)
}

#[test]
fn it_is_small() {
    assert!(size_of::<ToneFinder>() <= 8192, "{}", size_of::<ToneFinder>());
}

#[test]
fn an_empty_call_and_a_short_one_have_no_tones() {
    for length in [0, 1, 79, 80, 81, 640, 800] {
        let (spans, tones) = listen(&vec![0.0; length]);
        assert_eq!((spans.len(), tones.iter().any(|t| *t)), (0, false));
    }
}
