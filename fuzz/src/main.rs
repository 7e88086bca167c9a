//! The targets without a fuzzer: each is given its seeds, then seeds that were changed at random, for so long.
//!
//!     cargo run --release -- [--seconds 60] [--seed 1] [TARGET...]
//!     cargo run --release -- TARGET --input FILE

mod change;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use listening_fuzz::{TARGETS, Target};

/// An input that takes longer hangs, whatever else the machine does.
const LONGEST: Duration = Duration::from_secs(20);
/// An input is no longer, in bytes.
const MOST: usize = 1 << 16;

struct Asked {
    seconds: f64,
    seed: u64,
    targets: Vec<Target>,
    input: Option<PathBuf>,
}

fn asked() -> Result<Asked, String> {
    let mut asked = Asked { seconds: 60.0, seed: 1, targets: Vec::new(), input: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--seconds" => asked.seconds = value()?.parse().map_err(|_| "--seconds needs a number")?,
            "--seed" => asked.seed = value()?.parse().map_err(|_| "--seed needs a whole number")?,
            "--input" => asked.input = Some(value()?.into()),
            name => {
                let found = TARGETS.iter().find(|target| target.0 == name);
                let names = || TARGETS.map(|target| target.0).join(", ");
                asked.targets.push(*found.ok_or_else(|| format!("no target {name}; there are: {}", names()))?);
            }
        }
    }
    if asked.targets.is_empty() {
        asked.targets = TARGETS.to_vec();
    }
    Ok(asked)
}

fn main() -> ExitCode {
    let asked = match asked() {
        Ok(asked) => asked,
        Err(error) => {
            eprintln!("smoke: {error}");
            return ExitCode::from(2);
        }
    };
    let mut failed = 0;
    for target in &asked.targets {
        let share = Duration::from_secs_f64(asked.seconds / asked.targets.len() as f64);
        failed += usize::from(!match &asked.input {
            Some(file) => fs::read(file).is_ok_and(|input| holds(*target, &input)),
            None => smoked(*target, share, asked.seed),
        });
    }
    ExitCode::from(u8::from(failed > 0))
}

/// Whether everything held for so long.
fn smoked(target: Target, share: Duration, seed: u64) -> bool {
    let began = Instant::now();
    let seeds = seeds(target.0);
    let mut changes = change::Changes::new(seed, &seeds);
    let mut count = 0_usize;
    for input in &seeds {
        count += 1;
        if !holds(target, input) {
            return false;
        }
    }
    while began.elapsed() < share {
        let mut input = changes.next();
        input.truncate(MOST);
        count += 1;
        if !holds(target, &input) {
            return false;
        }
    }
    println!("{}: {} seeds, {count} inputs in {:.0} s", target.0, seeds.len(), began.elapsed().as_secs_f64());
    true
}

/// The seeds that are checked in, in order of their names.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()).collect();
    files.sort();
    files.iter().filter_map(|file| fs::read(file).ok()).collect()
}

/// Whether a target's invariants hold for an input, in time; keeps one that breaks them.
fn holds(target: Target, input: &[u8]) -> bool {
    let began = Instant::now();
    let held = catch_unwind(AssertUnwindSafe(|| target.1(input))).is_ok();
    let took = began.elapsed();
    if held && took < LONGEST {
        return true;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts").join(target.0);
    let file = folder.join(format!("smoke-{:016x}", change::hash(input)));
    let kept = fs::create_dir_all(&folder).and_then(|()| fs::write(&file, input));
    let place = if kept.is_ok() { file.display().to_string() } else { "not kept".into() };
    let what = if held { format!("took {:.0} s", took.as_secs_f64()) } else { "failed".into() };
    eprintln!("smoke: {} {what} on an input of {} bytes: {place}", target.0, input.len());
    false
}
