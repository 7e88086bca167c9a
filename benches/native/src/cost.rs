//! Time per 10 ms and channel of our hearing and of `earshot`, in turns over the same audio.

use std::hint::black_box;
use std::time::Instant;

use crate::{peer, stages, wav};

/// A stereo call, at 8 kHz for us and at 16 kHz for the peer; the doubling is not timed.
struct Call {
    ours: [Vec<f32>; 2],
    peers: [Vec<f32>; 2],
}

/// What is timed, and a count that shows that the work was done.
type Work = fn(&Call) -> usize;

const OURS: usize = 0;
const UNPITCHED: usize = 1;
const PEER: usize = 3;
const SYSTEMS: [(&str, Work); 4] = [
    ("listening: spectrum, network, pitch, level, echo guard, decision, talkspurts", |call| stages::all(call.at_8k())),
    ("the same without pitch", |call| stages::without_pitch(call.at_8k())),
    ("of it the spectrum and each frame's facts", |call| stages::spectrum(call.at_8k())),
    ("earshot 1.2, decisions only", |call| {
        call.peers.iter().map(|samples| peer::probabilities(samples).filter(|p| *p >= 0.5).count()).sum()
    }),
];

impl Call {
    fn read(path: &str) -> Result<Self, String> {
        let recording = wav::read(path)?;
        let channels = recording.channels.len();
        let ours: [Vec<f32>; 2] = match (recording.rate, recording.channels.try_into()) {
            (8_000, Ok(ours)) => ours,
            (rate, _) => return Err(format!("{path}: {channels} channel(s) at {rate} Hz; 2 at 8000 Hz are needed")),
        };
        let [left, right] = ours.clone().map(|samples| peer::at_its_rate(samples, recording.rate));
        Ok(Self { ours, peers: [left?, right?] })
    }

    fn at_8k(&self) -> [&[f32]; 2] {
        [&self.ours[0], &self.ours[1]]
    }
}

/// Times every system over every call, another one first each round, and prints the table. A system's
/// time is the sum over the calls of its least.
pub fn print(paths: &[String], rounds: usize) -> Result<(), String> {
    let (mut seconds, mut least, mut counts) = (0.0, [0.0; SYSTEMS.len()], [0; SYSTEMS.len()]);
    for path in paths {
        let call = Call::read(path)?;
        seconds += call.ours[0].len() as f64 / 8000.0;
        let mut best = [f64::INFINITY; SYSTEMS.len()];
        for round in 0..rounds {
            for step in 0..SYSTEMS.len() {
                let k = (step + round) % SYSTEMS.len();
                let started = Instant::now();
                let count = black_box(SYSTEMS[k].1(black_box(&call)));
                best[k] = best[k].min(started.elapsed().as_secs_f64());
                counts[k] += usize::from(round == 0) * count;
            }
        }
        least.iter_mut().zip(best).for_each(|(sum, best)| *sum += best);
    }
    if seconds == 0.0 {
        return Err("no audio: give stereo calls at 8 kHz".into());
    }
    let minutes = seconds / 60.0;
    println!("{minutes:.1} min of stereo at 8 kHz in memory, one thread, {rounds} rounds in turn, least times:\n");
    println!("| one process, both in Rust | us per 10 ms and channel | x real time, 2 channels | over ours |");
    println!("|---|---:|---:|---:|");
    for ((name, _), spent) in SYSTEMS.iter().zip(least) {
        let micros = spent * 1e6 / (seconds * 200.0);
        println!("| {name} | {micros:.3} | {:.0} | {:.2} |", seconds / spent, spent / least[OURS]);
    }
    let pitch = (least[OURS] - least[UNPITCHED]) / least[OURS];
    println!("\nPitch is {:.0} % of ours. Counted meanwhile: {} edges of talkspurts,", pitch * 100.0, counts[OURS]);
    println!("{} without pitch, and {:.1} % speech by earshot.", counts[UNPITCHED], share(counts[PEER], seconds));
    Ok(())
}

/// Percent of both channels' time.
fn share(hops: usize, seconds: f64) -> f64 {
    100.0 * hops as f64 * peer::HOP as f64 / f64::from(peer::RATE) / (2.0 * seconds)
}
