//! Writes the seeds: `cargo run --release --bin seeds`. All of it is made here; nothing is of a real call.

use std::fs;
use std::io;
use std::path::Path;

use listening_core::{Floor, Party, Profile};
use listening_review::calibration::{Calibration, Rated, Target};

fn main() -> io::Result<()> {
    for (target, seeds) in [
        ("session", noise(1, 12)),
        ("floor", noise(2, 12)),
        ("words", words()),
        ("lexicon", lexicons()),
        ("profile", profiles()),
        ("calibration", calibrations()),
        ("report", reports()),
        ("tracking", rows()),
        ("recording", recordings()),
        ("packets", noise(3, 12)),
        ("streams", noise(4, 12)),
        ("capture", captures()),
    ] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
        fs::create_dir_all(&folder)?;
        for (k, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("{k:02}")), seed)?;
        }
    }
    Ok(())
}

/// Random bytes, of which a session or a floor makes its steps.
fn noise(seed: u64, count: usize) -> Vec<Vec<u8>> {
    let mut state = seed;
    let mut byte = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..count).map(|k| (0..60 + 50 * k).map(|_| byte()).collect()).collect()
}

fn texts(of: &[&str]) -> Vec<Vec<u8>> {
    of.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn words() -> Vec<Vec<u8>> {
    texts(&[
        "\u{0}yeah\nso the bill that came is twice what it was\nmhm\nright, and when did\nbecause i\n[laughter]\nuh huh",
        "\u{1}genau\nja und dann war die rechnung doppelt so hoch\nmhm\nwann haben sie\nweil ich\n[lachen]\nwir ha-",
        "\u{2}don't you're it's\nwhat's that?\nwhy?\n- - -\n...\n123,45 %\nA B C\n\u{fc}ber",
    ])
}

fn lexicons() -> Vec<Vec<u8>> {
    texts(&[
        "yes: ja, jawohl, ja klar\nmm: hm, mhm\nright: genau, stimmt, verstehe\n",
        "greeting: guten tag, hallo hier ist\nintroduction: mein name ist, sie sprechen mit\n",
        "# a comment\nyes: aye ... aye\n\nquestion: why, who, what is\n",
    ])
}

/// Each built-in profile, and the same under another id: a change of what is built in is refused for its id alone.
fn profiles() -> Vec<Vec<u8>> {
    let built_in = || ["contact_center/1", "contact_center/2"].into_iter().filter_map(Profile::built_in);
    let renamed = |text: &str| text.replace("\"contact_center/", "\"house/");
    let texts = built_in().map(|profile| profile.text().to_owned());
    texts.chain(built_in().map(|profile| renamed(profile.text()))).map(String::into_bytes).collect()
}

/// A short call of many kinds of events, and what a longer one is.
fn call(entries: usize) -> Floor {
    let mut floor = Floor::new();
    for k in 0..entries {
        let at = 9.0 * k as f64;
        let late = 0.4 * (k % 5) as f64;
        floor.push(Party::Customer, at, at + 4.0).expect("in order");
        floor.push(Party::Agent, at + 2.9 + late, at + 6.5).expect("in order");
    }
    floor
}

fn reports() -> Vec<Vec<u8>> {
    let finished = |entries| call(entries).finish(None).expect("a whole call").to_json().into_bytes();
    vec![finished(0), finished(1), finished(6)]
}

fn points(k: usize) -> String {
    let points = k * 37 % 101;
    format!(
        r#"{{"patience":{points},"attentiveness":{},"give_and_take":60.5,"composure":null,"observable_listening":{}}}"#,
        (k * 13) % 100,
        (points + 50) / 2
    )
}

/// Rated calls, and what is learnt of them.
fn calibrations() -> Vec<Vec<u8>> {
    let line = |k: usize| format!(r#"{{"agent":"a{}","rating":{},"report":{}}}"#, k % 7, k * 37 % 101, points(k));
    let level = |k: usize| {
        let name = ["Poor", "Average", "Above Average", "Outstanding"][k % 4];
        format!(r#"{{"agent":{},"rating":"{name}","second":"Average","report":{}}}"#, k % 6, points(k))
    };
    let (numbers, levels): (Vec<_>, Vec<_>) = ((0..60).map(line).collect(), (0..60).map(level).collect());
    let lines = numbers.join("\n");
    let rated = Rated::from_json_lines(&lines).expect("whole lines");
    let calibration = Calibration::fit(&rated, Target::QualityRating).expect("enough of them");
    vec![calibration.to_json().into_bytes(), lines.into_bytes(), levels.join("\n").into_bytes()]
}

fn rows() -> Vec<Vec<u8>> {
    let report = call(2).finish(None).expect("a whole call").to_json();
    let row = |k: usize| format!(r#"{{"agent":"{}","time":{k},"report":{report}}}"#, ["ann", "bea"][k % 2]);
    let flat = report.replacen('{', r#"{"agent":"ann","time":1.5,"#, 1);
    let array = format!("[{}]", [row(0), flat.clone()].join(","));
    vec![
        row(0).into_bytes(),
        flat.into_bytes(),
        array.into_bytes(),
        (0..4).map(row).collect::<Vec<_>>().join("\n").into_bytes(),
    ]
}

fn recordings() -> Vec<Vec<u8>> {
    let audio: Vec<u8> = (0..400_usize).map(|index| (index * 7 % 251) as u8 | 0x80).collect();
    let wav = [
        &b"RIFF\xb4\x01\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0\x40\x1f\0\0\0\x7d\0\0\x04\0\x10\0data\x90\x01\0\0"[..],
        &audio,
    ]
    .concat();
    let mut long = b"RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0".to_vec();
    for size in [500_u64, 400, 100] {
        long.extend(size.to_le_bytes());
    }
    long.extend(b"\0\0\0\0fmt \x10\0\0\0\x01\0\x02\0\x40\x1f\0\0\0\x7d\0\0\x04\0\x10\0data\xff\xff\xff\xff");
    long.extend(&audio);
    let mut w64 = b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\0\0".to_vec();
    w64.extend(600_u64.to_le_bytes());
    w64.extend(b"wave\xf3\xac\xd3\x11\x8c\xd1\0\xc0\x4f\x8e\xdb\x8a");
    w64.extend(b"data\xf3\xac\xd3\x11\x8c\xd1\0\xc0\x4f\x8e\xdb\x8a");
    w64.extend(424_u64.to_le_bytes());
    w64.extend(&audio);
    let mut aiff = b"FORM\0\0\x01\xbeAIFFCOMM\0\0\0\x12\0\x02\0\0\0\x64\0\x10\x40\x0b\xfa\0\0\0\0\0\0\0".to_vec();
    aiff.extend(b"SSND\0\0\x01\x98\0\0\0\0\0\0\0\0");
    aiff.extend(&audio);
    let au = [&b".snd\0\0\0\x18\0\0\x01\x90\0\0\0\x01\0\0\x1f\x40\0\0\0\x02"[..], &audio].concat();
    let mut caf = b"caff\0\x01\0\0desc\0\0\0\0\0\0\0\x20".to_vec();
    caf.extend([0; 32]);
    caf.extend(b"data\0\0\0\0\0\0\x01\x94\0\0\0\0");
    caf.extend(&audio);
    let mut sphere =
        b"NIST_1A\n   1024\nchannel_count -i 2\nsample_count -i 200\nsample_n_bytes -i 1\nend_head\n".to_vec();
    sphere.resize(1024, b' ');
    sphere.extend(&audio);
    let page =
        |flags: u8, body: u8| [&b"OggS\0"[..], &[flags], &[0; 20], &[1, body], &vec![7; usize::from(body)]].concat();
    let ogg = [page(2, 30), page(0, 200), page(4, 90), page(2, 20), page(4, 200)].concat();
    let frame = |side: &[u8]| {
        let mut frame = vec![0xff, 0xe3, 0x38, 0x04];
        frame.extend(side);
        frame.resize(216, 0);
        frame
    };
    let tag = [&[0; 17][..], b"Xing\0\0\0\x03\0\0\0\x03\0\0\x03\x60"].concat();
    let mp3 = [frame(&tag), frame(&[1]), frame(&[2]), frame(&[3])].concat();
    let damaged = [&b"ID3\x04\0\0\0\0\0\x05abcde"[..], &mp3, &audio, &frame(&[4]), &frame(&[5]), &frame(&[6])].concat();
    // RFC 9639, appendix D.1: one frame of one sample of two channels; here of blocks of up to 4096.
    let mut flac = b"fLaC\x80\0\0\x22\x10\0\x10\0\0\0\x0f\0\0\x0f\x0a\xc4\x42\xf0\0\0\0\x01".to_vec();
    flac.extend([0; 16]);
    flac.extend([0xff, 0xf8, 0x69, 0x18, 0, 0, 0xbf, 3, 0x58, 0xfd, 3, 0x12, 0x8b, 0xaa, 0x9a]);
    let joined = [&wav[..], &wav].concat();
    let twice = [&flac[..], &flac].concat();
    vec![wav, long, w64, aiff, au, caf, sphere, ogg, mp3, damaged, flac, twice, joined, vec![0; 80]]
}

/// Two short streams, one each way: pcap of raw IP and of Ethernet, pcapng.
fn captures() -> Vec<Vec<u8>> {
    let packet = |party: u8, number: u8| {
        let mut udp = vec![15, 160 + party, 15, 161 - party, 0, 28, 0, 0];
        udp.extend([0x80, 0, 0, number, 0, 0, 0, number.wrapping_mul(8), 0, 0, 0, party + 1]);
        udp.extend([0x55 + party; 8]);
        let mut ip = vec![0x45, 0, 0, 48, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1 + party, 10, 0, 0, 2 - party];
        ip.extend(udp);
        ip
    };
    let packets: Vec<Vec<u8>> = (0..24).map(|k| packet(k % 2, k / 2)).collect();
    let pcap = |link: u8, head: &[u8]| {
        let mut file = vec![0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, link, 0, 0, 0];
        for (k, packet) in (0_u8..).zip(&packets) {
            let size = (head.len() + packet.len()) as u8;
            file.extend([k / 8, 0, 0, 0, 0, (k % 8) * 8, 0, 0, size, 0, 0, 0, size, 0, 0, 0]);
            file.extend(head);
            file.extend(packet);
        }
        file
    };
    let mut ng = vec![0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0];
    ng.extend([0xFF; 8]);
    ng.extend([28, 0, 0, 0, 1, 0, 0, 0, 20, 0, 0, 0, 101, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0]);
    for (k, packet) in (0_u8..).zip(&packets) {
        let whole = 32 + packet.len() as u8;
        ng.extend([6, 0, 0, 0, whole, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, k * 8, 1, 0, 48, 0, 0, 0, 48, 0, 0, 0]);
        ng.extend(packet);
        ng.extend([whole, 0, 0, 0]);
    }
    let ethernet = [2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 8, 0];
    vec![pcap(101, &[]), pcap(1, &ethernet), ng]
}
