//! The sample rate of files made byte by byte, as their headers say it.

use listening_formats::kind;

fn rate(file: &[u8]) -> Option<u32> {
    kind(&mut &file[..]).unwrap_or_else(|never| match never {}).sample_rate
}

/// A box of MP4: its size, its name, what it holds.
fn boxed(name: &[u8], inner: &[u8]) -> Vec<u8> {
    [&(inner.len() as u32 + 8).to_be_bytes()[..], name, inner].concat()
}

/// The same with a size of 64 bits.
fn wide(name: &[u8], inner: &[u8]) -> Vec<u8> {
    [&1_u32.to_be_bytes()[..], name, &(inner.len() as u64 + 16).to_be_bytes(), inner].concat()
}

/// A track with one description of its samples.
fn track(codec: &[u8], rate: u32) -> Vec<u8> {
    let mut entry = [&36_u32.to_be_bytes()[..], codec, &[0; 24]].concat();
    entry.extend((rate << 16).to_be_bytes());
    let table = boxed(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &entry].concat());
    let inner = boxed(b"minf", &[boxed(b"smhd", &[0; 8]), boxed(b"stbl", &table)].concat());
    boxed(b"trak", &[boxed(b"tkhd", &[0; 20]), boxed(b"mdia", &inner)].concat())
}

#[test]
fn of_mp4_it_is_that_of_the_first_track_with_audio() {
    let start = boxed(b"ftyp", b"isom\0\0\0\0");
    let movie = [boxed(b"mvhd", &[0; 100]), track(b"avc1", 90), track(b"mp4a", 44_100), track(b"mp4a", 8_000)].concat();
    for movie in [boxed(b"moov", &movie), wide(b"moov", &movie)] {
        assert_eq!(rate(&[&start[..], &boxed(b"mdat", &[7; 300]), &movie].concat()), Some(44_100));
        assert_eq!(rate(&[&start[..], &movie, &wide(b"mdat", &[7; 300])].concat()), Some(44_100));
    }
    // The last box may go as far as the file.
    let mut open = boxed(b"moov", &movie);
    open[..4].fill(0);
    assert_eq!(rate(&[&start[..], &open].concat()), Some(44_100));
    for without in
        [boxed(b"moov", &track(b"avc1", 90)), boxed(b"mdat", &movie), vec![0, 0, 0, 7, b'm', b'o', b'o', b'v']]
    {
        assert_eq!(rate(&[&start[..], &without].concat()), None);
    }
}

/// An element of Matroska with a size of `bytes` bytes.
fn element(id: &[u8], bytes: usize, inner: &[u8]) -> Vec<u8> {
    let size = (inner.len() as u64 | 1 << (7 * bytes)).to_be_bytes();
    [id, &size[8 - bytes..], inner].concat()
}

fn matroska(entries: &[u8], bytes: usize) -> Vec<u8> {
    let tracks = element(b"\x16\x54\xae\x6b", bytes, entries);
    let segment = [element(b"\x15\x49\xa9\x66", bytes, &[1; 100]), tracks].concat();
    [element(b"\x1a\x45\xdf\xa3", 1, &[1; 20]), element(b"\x18\x53\x80\x67", 8, &segment)].concat()
}

#[test]
fn of_matroska_it_is_that_of_the_first_track_with_audio() {
    let entry = |codec: &[u8], rate: &[u8], bytes| {
        let audio = element(b"\xe1", bytes, &[element(b"\x9f", 1, &[2]), rate.to_vec()].concat());
        element(b"\xae", bytes, &[element(b"\xd7", 1, &[1]), element(b"\x86", 1, codec), audio].concat())
    };
    let picture = element(b"\xae", 1, &element(b"\x86", 1, b"V_VP8"));
    let (eight, four) = (16_000_f64.to_be_bytes(), 22_050_f32.to_be_bytes());
    for bytes in [1, 2, 4, 8] {
        let of = |entries: &[&[u8]]| rate(&matroska(&entries.concat(), bytes));
        let long = entry(b"A_PCM/INT/LIT", &element(b"\xb5", 1, &eight), bytes);
        let short = entry(b"A_VORBIS", &element(b"\xb5", 1, &four), bytes);
        assert_eq!(of(&[&picture, &long, &short]), Some(16_000), "{bytes}");
        assert_eq!(of(&[&short, &long]), Some(22_050), "{bytes}");
        assert_eq!(of(&[&picture]), None, "{bytes}");
        // Opus is decoded at 48 kHz; without a rate it is 8 kHz.
        assert_eq!(of(&[&entry(b"A_OPUS", &element(b"\xb5", 1, &eight), bytes)]), Some(48_000));
        assert_eq!(of(&[&entry(b"A_VORBIS", &[], bytes)]), Some(8_000));
    }
    // A segment whose size is not known goes as far as the file.
    let mut open = matroska(&entry(b"A_VORBIS", &element(b"\xb5", 1, &four), 1), 1);
    let at = 25 + 4;
    open[at..at + 8].copy_from_slice(&[1, 255, 255, 255, 255, 255, 255, 255]);
    assert_eq!(rate(&open), Some(22_050));
}

#[test]
fn of_aiff_it_is_in_its_common_chunk() {
    // 1 is 0x8000 0000 with the exponent 16,383.
    for (hertz, float) in
        [(8_000, *b"\x40\x0b\xfa\0\0\0"), (44_100, *b"\x40\x0e\xac\x44\0\0"), (1, *b"\x3f\xff\x80\0\0\0")]
    {
        let common = [b"COMM\0\0\0\x12\0\x02\0\0\0\x09\0\x10".as_slice(), &float, &[0; 4]].concat();
        for before in
            [b"".as_slice(), b"NAME\0\0\0\x04call", b"NAME\0\0\0\x03ann\0", b"(c) \0\0\0\x01x\0NAME\0\0\0\x04call"]
        {
            let file = [b"FORM\0\0\0\0AIFF".as_slice(), before, &common].concat();
            assert_eq!(rate(&file), Some(hertz), "{before:?}");
        }
    }
    assert_eq!(rate(b"FORM\0\0\0\0AIFFNAME\0\0\0\x04call"), None);
}
