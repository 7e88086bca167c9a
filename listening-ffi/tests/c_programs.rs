//! C programs, compiled without a warning against the two libraries, and run.

mod programs;

use std::fmt::Write;
use std::process::Command;

use listening_core::{Config, EventKind, OperatingPoint, Party, Session, Status};
use programs::{Link, STRICT, command, compile, demo, expected, found, here, libraries, mulaw, run, scratch};

#[test]
fn the_example_prints_the_bytes_of_the_rust_report() {
    let expected = expected(&std::fs::read(demo()).expect("the demo call"));
    for (name, link) in [("analyze_static", Link::Static), ("analyze_shared", Link::Shared)] {
        let program = compile("examples/analyze_wav.c", name, link);
        let output = run(command(&program).arg(demo()));
        assert!(output.stdout == expected.as_bytes(), "{name} prints another report");

        let output = run(command(&program).arg("--events").arg(demo()));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let (events, report) = text.trim_end().rsplit_once('\n').expect("events before the report");
        assert_eq!(report, expected.trim_end());
        let finals: Vec<_> = events.lines().filter(|line| line.contains(r#""status":"final""#)).collect();
        assert!(finals.len() > 10, "{events}");
        // What it is charged is known with the report only.
        let known = |line: &&str| line.split_once(r#""status":"final""#).map(|(known, _)| report.contains(known));
        assert!(finals.iter().all(|line| known(line) == Some(true)), "a final event is not in the report");
        assert!(events.lines().any(|line| line.contains(r#""status":"provisional""#)), "{events}");

        let output = run(command(&program).arg("--charged").arg(demo()));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let (charged, report) = text.trim_end().rsplit_once('\n').expect("charged events before the report");
        assert_eq!(charged.lines().count(), report.matches(r#""charged":"#).count());
        assert!(charged.lines().any(|line| line.contains(" interruption_rate")), "{charged}");
    }
}

#[test]
fn the_bar_is_drawn_four_times_a_second_and_shows_the_score_so_far() {
    let wav = std::fs::read(demo()).expect("the demo call");
    let score = |seconds: usize| {
        let mut session = Session::new(Config::default()).expect("defaults");
        session.push_mulaw(&mulaw(&wav)[..(seconds * 16_000).min(mulaw(&wav).len())]).expect("good audio");
        let score = session.finish().score;
        score.observable_listening.map(|value| format!("score so far {value:.1}, likely"))
    };
    let program = compile("examples/desktop_bar.c", "desktop_bar", Link::Static);
    let text = String::from_utf8(run(command(&program).arg("--lines").arg(demo())).stdout).expect("UTF-8");
    let bars: Vec<&str> = text.lines().filter(|line| line.contains(" [")).collect();
    assert_eq!(bars.len(), mulaw(&wav).len() / 2 / 2000);
    assert!(bars[0].starts_with("00:00.25 [") && bars[239].starts_with("01:00.00 ["), "{}", bars[239]);
    for (shown, times) in
        [("customer has the floor", 20), ("agent has the floor", 20), ("  DEAD AIR ", 3), ("  on hold ", 20)]
    {
        assert!(bars.iter().filter(|bar| bar.contains(shown)).count() >= times, "{shown}: {text}");
    }
    let scores: Vec<&str> = text.lines().filter(|line| line.starts_with("score")).collect();
    assert!(
        scores.len() == 2 && [60, 100].iter().zip(&scores).all(|(at, line)| line.starts_with(&score(*at).unwrap()))
    );

    // The same from a pipe, drawn over itself.
    let live =
        command(&program).arg("-").stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn();
    let mut live = live.expect("it runs");
    std::io::Write::write_all(&mut live.stdin.take().expect("a pipe"), mulaw(&wav)).expect("it reads");
    let piped = live.wait_with_output().expect("it ends");
    let piped = String::from_utf8(piped.stdout).expect("UTF-8");
    assert_eq!(piped.replace("\r\x1b[K", "\n").lines().filter(|line| line.contains(" [")).collect::<Vec<_>>(), bars);

    for arguments in [&[][..], &["--lines"], &["no/such/file.wav"]] {
        let refused = command(&program).args(arguments).output().expect("it runs");
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
    }
}

/// A WAV file with a head of our own; `size` is what the data chunk says of itself.
fn wav(tag: u16, channels: u16, rate: u32, size: u32, data: &[u8]) -> Vec<u8> {
    let bits: u16 = if tag == 1 { 16 } else { 8 };
    let mut file = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0".to_vec();
    file.extend([tag, channels].into_iter().flat_map(u16::to_le_bytes));
    file.extend([rate, rate * 2].into_iter().flat_map(u32::to_le_bytes));
    file.extend([bits / 8 * channels, bits].into_iter().flat_map(u16::to_le_bytes));
    file.extend(b"LIST\x03\0\0\0abc\0data");
    file.extend(size.to_le_bytes());
    file.extend(data);
    file
}

#[test]
fn the_example_refuses_in_one_line_with_exit_code_2() {
    let program = compile("examples/analyze_wav.c", "analyze_refuses", Link::Static);
    let whole = wav(7, 2, 8000, 320, &[255; 320]);
    let cases = [
        ("empty.wav", Vec::new(), "not a WAV file"),
        ("mono.wav", wav(7, 1, 8000, 320, &[255; 320]), "two channels"),
        ("float.wav", wav(3, 2, 8000, 320, &[0; 320]), "16-bit PCM"),
        ("rate.wav", wav(7, 2, 3_999, 320, &[255; 320]), "192000"),
        ("no_data.wav", whole[..40].to_vec(), "no audio data"),
        ("short_format.wav", whole[..30].to_vec(), "cut short"),
    ];
    for (name, bytes, expected) in cases {
        let path = scratch().join(name);
        std::fs::write(&path, bytes).expect("a scratch file");
        let output = command(&program).arg(&path).output().expect("it runs");
        let errors = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{name}: {errors}");
        assert!(errors.contains(expected) && errors.lines().count() == 1, "{name}: {errors}");
        assert!(output.stdout.is_empty(), "{name}");
    }
    for arguments in [&[][..], &["--events"], &["a.wav", "b.wav"], &["no/such/file.wav"]] {
        let output = command(&program).args(arguments).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn the_example_reads_every_form_and_notes_a_truncated_file() {
    let program = compile("examples/analyze_wav.c", "analyze_forms", Link::Static);
    let report = |name: &str, bytes: Vec<u8>| {
        let path = scratch().join(name);
        std::fs::write(&path, bytes).expect("a scratch file");
        String::from_utf8(run(command(&program).arg(&path)).stdout).expect("UTF-8")
    };
    let pcm: Vec<u8> = (0..96_000_u32).map(|k| (k % 1009 * (k % 613) % 251) as u8).collect();
    let samples: Vec<i16> = pcm.as_chunks::<2>().0.iter().map(|bytes| i16::from_le_bytes(*bytes)).collect();
    let config = Config { sample_rate: 16_000, ..Config::default() };
    let expected = listening_core::analyze(&samples, &config).expect("good audio").to_json() + "\n";
    assert_eq!(report("pcm.wav", wav(1, 2, 16_000, 96_000, &pcm)), expected);
    assert!(!expected.contains("truncated") && !expected.contains("unfinished"));
    let mut session = Session::new(config).expect("good settings");
    session.push_interleaved(&samples).expect("good audio");
    session.note_unfinished();
    let unfinished = session.finish().to_json() + "\n";
    for size in [0, 0x7FFF_F000, u32::MAX] {
        assert_eq!(report("endless.wav", wav(1, 2, 16_000, size, &pcm)), unfinished);
    }

    let mut session = Session::new(Config::default()).expect("defaults");
    session.push_alaw(&pcm).expect("good audio");
    assert_eq!(report("alaw.wav", wav(6, 2, 8000, 96_000, &pcm)), session.finish().to_json() + "\n");

    // The last frame is cut through, and the file ends before its data chunk.
    let cut = report("cut.wav", wav(1, 2, 16_000, 96_000, &pcm[..50_001]));
    assert!(cut.contains(r#""truncated""#) && cut.contains(r#""duration":0.781"#), "{cut}");
}

/// The demo call as 16-bit samples.
fn raw_demo(name: &str) -> std::path::PathBuf {
    use listening_core::Sample;
    let wav = std::fs::read(demo()).expect("the demo call");
    let floats = mulaw(&wav).iter().map(|&byte| listening_core::MuLaw(byte).to_float());
    let raw: Vec<u8> = floats.flat_map(|x| ((x * 32768.0) as i16).to_le_bytes()).collect();
    let path = scratch().join(name);
    std::fs::write(&path, raw).expect("a scratch file");
    path
}

#[test]
fn words_change_the_reading_and_the_report_is_rusts() {
    let wav = std::fs::read(demo()).expect("the demo call");
    let (call, said) = (raw_demo("words.raw"), scratch().join("words.tsv"));

    let mut session = Session::new(Config::default()).expect("defaults");
    session.push_mulaw(mulaw(&wav)).expect("good audio");
    let without = session.finish();
    // Everybody only gives feedback, and the customer asks.
    let mut session = Session::new(Config::default()).expect("defaults");
    let mut lines = String::new();
    for spurt in &without.talkspurts {
        let text = if spurt.party == Party::Agent { "mhm oh right" } else { "do you know why th-" };
        let (start, end) = (spurt.span.start.seconds(), spurt.span.end.seconds());
        session.push_word(spurt.party, start, end, text).expect("a good word");
        writeln!(lines, "{}\t{start}\t{end}\t{text}", spurt.party as i32).expect("room for a line");
    }
    std::fs::write(&said, lines).expect("a scratch file");
    session.push_mulaw(mulaw(&wav)).expect("good audio");
    let with = session.finish();
    assert!(with.to_json().contains("only feedback words") && with.events != without.events);

    let program = compile("tests/words.c", "words", Link::Static);
    let reported = run(command(&program).arg(&call));
    assert!(reported.stdout == (without.to_json() + "\n").as_bytes(), "another report without words");
    let reported = run(command(&program).arg(&call).arg(&said));
    assert!(reported.stdout == (with.to_json() + "\n").as_bytes(), "another report with words");
}

#[test]
fn live_decisions_are_rusts() {
    let call = raw_demo("decisions.raw");
    let program = compile("tests/decisions.c", "decisions", Link::Static);
    let wav = std::fs::read(demo()).expect("the demo call");
    for point in OperatingPoint::ALL {
        let config = Config { decisions: Some(point), ..Config::default() };
        let mut session = Session::new(config).expect("a good config");
        let (mut lines, mut open) = (String::new(), 0);
        for packet in mulaw(&wav).chunks(320) {
            let events = session.push_mulaw(packet).expect("good audio");
            let committed = events.iter().filter(|event| event.status == Status::Committed);
            committed.for_each(|event| writeln!(lines, "{}", event.to_json()).expect("room for a line"));
            open +=
                Party::BOTH.iter().filter(|&&party| session.probability(EventKind::TurnEnd, party).is_some()).count();
        }
        assert!(lines.lines().count() > 5, "{lines}");
        let output = run(command(&program).arg(&call).arg(point.rate().to_string()));
        assert_eq!(String::from_utf8(output.stdout).expect("UTF-8"), format!("{lines}{open} open\n"));
    }
}

#[test]
fn a_transcript_gives_the_report_of_its_words() {
    let call = raw_demo("transcript.raw");
    let program = compile("tests/words.c", "transcript", Link::Static);
    let folder = here().join("../listening-formats/tests/transcripts");
    let report =
        |name: &str, speakers: &str| run(command(&program).arg(&call).arg(folder.join(name)).arg(speakers)).stdout;
    let want = report("plain.jsonl", "-");
    assert!(want != run(command(&program).arg(&call)).stdout, "the words have to matter");
    assert!(report("deepgram_channels.json", "-") == want);
    assert!(report("nemo.ctm", "speaker_0=agent, speaker_1=customer") == want);
    for (name, speakers, what) in [
        ("nemo.ctm", "-", "who is who"),
        ("nemo.ctm", "speaker_0=boss", "speakers is a list"),
        ("contact_lens.json", "-", "no times of words"),
    ] {
        let refused = command(&program).arg(&call).arg(folder.join(name)).arg(speakers).output().expect("it runs");
        let text = String::from_utf8_lossy(&refused.stderr);
        assert!(!refused.status.success() && text.contains(what), "{name}: {text}");
    }
}

#[test]
fn a_mix_gives_rusts_report_however_it_is_cut() {
    let wav = std::fs::read(demo()).expect("the demo call");
    let both = mulaw(&wav).as_chunks::<2>().0;
    let sample = |byte: u8| (listening_core::Sample::to_float(listening_core::MuLaw(byte)) * 32768.0) as i32;
    let samples: Vec<i16> =
        both.iter().map(|&[left, right]| i32::midpoint(sample(left), sample(right)) as i16).collect();
    let turns: Vec<(Party, f64, f64)> = {
        let mut session = Session::new(Config::default()).expect("defaults");
        session.push_mulaw(mulaw(&wav)).expect("good audio");
        let spurts = session.finish().talkspurts;
        spurts.iter().map(|spurt| (spurt.party, spurt.span.start.seconds(), spurt.span.end.seconds())).collect()
    };
    let mut mix = listening_core::Mix::new(Config::default()).expect("defaults");
    let mut lines = String::new();
    for &(party, start, end) in &turns {
        mix.push_turn(party, start, end).expect("a good turn");
        writeln!(lines, "{}\t{start}\t{end}", party as i32).expect("room for a line");
    }
    mix.push(&samples).expect("good audio");
    let expected = mix.finish().expect("turns of this call").to_json() + "\n";
    assert!(expected.contains(r#""basis":"turns_trimmed""#));

    let (call, said) = (scratch().join("mix.raw"), scratch().join("mix.tsv"));
    std::fs::write(&call, samples.iter().flat_map(|sample| sample.to_le_bytes()).collect::<Vec<_>>()).expect("a file");
    std::fs::write(&said, &lines).expect("a file");
    for (link, frames) in [(Link::Static, "4096"), (Link::Shared, "160"), (Link::Shared, "333")] {
        let program = compile("tests/mix.c", if link == Link::Static { "mix_static" } else { "mix_shared" }, link);
        let reported = run(command(&program).arg(&call).arg(&said).arg(frames));
        assert!(reported.stdout == expected.as_bytes(), "another report, {frames} at a time");
    }
    // More than a second after the audio, and out of order.
    let program = scratch().join("mix_static");
    for (line, what) in [("0 1 2\n1 90 9000\n", "finish: "), ("0 3 4\n0 1 2\n", "mix.tsv: ")] {
        std::fs::write(&said, line).expect("a file");
        let refused = command(&program).arg(&call).arg(&said).arg("4096").output().expect("it runs");
        let text = String::from_utf8_lossy(&refused.stderr);
        assert!(!refused.status.success() && text.contains(what) && text.trim_end().len() > 40, "{text}");
    }
}

#[test]
fn misuse_gets_a_status() {
    for (name, link) in [("static", Link::Static), ("shared", Link::Shared)] {
        for program in ["misuse", "misuse_report", "misuse_audio"] {
            let name = format!("{program}_{name}");
            let output = run(&mut command(&compile(&format!("tests/{program}.c"), &name, link)));
            assert_eq!(output.stdout, b"every misuse got its status\n", "{name}");
        }
    }
}

/// The tables that all sessions share are made once a process, not once a `dlopen`.
#[test]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn loading_the_library_again_and_again_holds_no_more() {
    let program = scratch().join("reload");
    let mut cc = Command::new("cc");
    cc.arg("-std=c99").args(STRICT).arg("-I").arg(here().join("../include"));
    run(cc.arg(here().join("tests/reload.c")).arg("-o").arg(&program).arg("-ldl"));
    let output = run(Command::new(&program).arg(libraries().join("liblistening.so")));
    assert!(String::from_utf8_lossy(&output.stdout).contains("more after 195 times"));
}

#[test]
fn the_header_is_clean_c_and_cpp() {
    let header = here().join("../include/listening.h");
    let empty = scratch().join("empty.c");
    std::fs::write(&empty, "").expect("a file of nothing");
    let compilers = [("cc", "c", "c99"), ("cc", "c", "c11"), ("g++", "c++", "c++17"), ("g++", "c++", "c++20")];
    for (compiler, language, standard) in compilers {
        assert!(compiler != "cc" || found("cc"), "no C compiler: the tests of the C interface need `cc`");
        if !found(compiler) {
            eprintln!("{compiler} is not here: the header was not compiled as {standard}");
            continue;
        }
        let mut command = Command::new(compiler);
        command.arg(format!("-std={standard}")).args(STRICT).args(["-fsyntax-only", "-x", language]);
        // Included first in an empty file: it needs nothing before it.
        run(command.arg("-include").arg(&header).arg(&empty));
    }
}

#[test]
fn the_shared_library_exports_our_names_only() {
    if !found("nm") || !found("readelf") {
        eprintln!("binutils are not here: the exported names were not looked at");
        return;
    }
    let library = libraries().join("liblistening.so");
    let output = run(Command::new("nm").args(["-D", "--defined-only"]).arg(&library));
    let names = String::from_utf8(output.stdout).expect("UTF-8");
    let mut exported: Vec<_> = names.lines().filter_map(|line| line.split_whitespace().last()).collect();
    exported.sort_unstable();

    let header = std::fs::read_to_string(here().join("../include/listening.h")).expect("the header");
    let declared = header.lines().filter(|line| !line.trim_start().starts_with(['*', '/']));
    let mut declared: Vec<_> =
        declared.filter_map(|line| line.split_once('(')?.0.split([' ', '*']).next_back()).collect();
    declared.retain(|name| name.starts_with("listening_"));
    declared.sort_unstable();
    assert!(declared.len() > 15);
    assert_eq!(exported, declared);

    let output = run(Command::new("readelf").arg("-d").arg(&library));
    assert!(String::from_utf8_lossy(&output.stdout).contains("soname: [liblistening.so.0]"));
}
