//! Files made byte by byte, and what is said of them.

use std::convert::Infallible;

use listening_formats::{Layout, Part, Piece, Source, examine, flac_runs};

fn of(file: &[u8]) -> Layout {
    examine(&mut &file[..]).unwrap_or_default()
}

/// What a decoder is given of each part.
fn seen(file: &[u8]) -> Vec<Vec<u8>> {
    let piece = |piece: &Piece| match piece {
        Piece::Bytes(bytes) => bytes.clone(),
        Piece::Range(start, end) => file[*start as usize..*end as usize].to_vec(),
    };
    of(file).parts.iter().map(|part| part.pieces.iter().flat_map(piece).collect()).collect()
}

fn whole(file: &[u8]) -> Layout {
    let part = Part { pieces: vec![Piece::Range(0, file.len() as u64)], ..Part::default() };
    Layout { parts: vec![part], ..Layout::default() }
}

/// A WAV file of two channels of 16 bits whose header promises `size` bytes.
fn wav(audio: &[u8], size: u32) -> Vec<u8> {
    let mut file = b"RIFF".to_vec();
    file.extend((size.saturating_add(36)).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x02\0\x40\x1f\0\0\0\x7d\0\0\x04\0\x10\0data");
    file.extend(size.to_le_bytes());
    file.extend(audio);
    file
}

/// Audio that looks like no chunk.
fn audio(count: usize) -> Vec<u8> {
    (0..count).map(|index| (index * 7 % 251) as u8 | 0x80).collect()
}

#[test]
fn a_wav_file_that_keeps_its_promise_is_left_alone() {
    let audio = audio(400);
    for behind in [&b""[..], b"\0", b"LIST\x04\0\0\0INFO", b"LIST\xff\0\0\0INFO", &[0; 500]] {
        let file = [&wav(&audio, 400)[..], behind].concat();
        assert_eq!(of(&file), whole(&file), "{behind:?}");
    }
    // Less than a frame is missing.
    let file = wav(&audio[..398], 400);
    assert_eq!(of(&file), whole(&file));
}

#[test]
fn a_wav_file_that_breaks_its_promise_is_cut() {
    let file = wav(&audio(200), 400);
    assert_eq!(of(&file), Layout { cut: true, ..whole(&file) });
}

#[test]
fn a_wav_header_that_was_never_completed_is_replaced() {
    let audio = audio(5000);
    let right = wav(&audio, 5000);
    for size in [0, 400, 401, 0x7fff_f000, 0x8000_0000, u32::MAX] {
        let file = wav(&audio, size);
        assert!(of(&file).unfinished && !of(&file).cut, "{size}");
        assert!(seen(&file).iter().eq([&right]), "{size}");
    }
    // An empty recording is empty.
    for behind in [&b""[..], b"LIST\x04\0\0\0INFO"] {
        let file = [&wav(b"", 0)[..], behind].concat();
        assert_eq!(of(&file), whole(&file));
    }
}

#[test]
fn joined_wav_files_are_parts() {
    let (first, second) = (wav(&audio(400), 400), wav(&audio(800), 800));
    assert_eq!(seen(&[&first[..], &second].concat()), [first.clone(), second.clone()]);
    let file = [&first[..], b"LIST\x04\0\0\0INFO", &second[..600]].concat();
    assert!(of(&file).cut);
    assert_eq!(of(&file).parts.len(), 2);
}

/// An Ogg page of one segment, with its checksum (RFC 3533).
fn page(flags: u8, body: u8) -> Vec<u8> {
    let mut page = vec![b'O', b'g', b'g', b'S', 0, flags];
    page.resize(26, 0);
    page.extend([1, body]);
    page.resize(28 + usize::from(body), 9);
    let sum = page.iter().fold(0_u32, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte) << 24, |sum, _| sum << 1 ^ if sum >> 31 == 1 { 0x04C1_1DB7 } else { 0 })
    });
    page[22..26].copy_from_slice(&sum.to_le_bytes());
    page
}

#[test]
fn an_ogg_file_is_split_at_its_links() {
    let link = [page(2, 30), page(0, 200), page(4, 100)].concat();
    assert_eq!(of(&link), whole(&link));
    let both = [&link[..], &link].concat();
    assert_eq!(seen(&both), [link.clone(), link.clone()]);
    assert!(!of(&both).cut);
    // Two streams side by side are one link.
    let beside = [page(2, 30), page(2, 30), page(0, 9), page(4, 9), page(4, 9)].concat();
    assert_eq!(of(&beside), whole(&beside));
    for end in [link.len() - 1, link.len() - 128, link.len() - 140] {
        assert!(of(&link[..end]).cut, "{end}");
    }
    // A last page that is damaged is none.
    let mut damaged = link.clone();
    *damaged.last_mut().unwrap() ^= 1;
    assert!(of(&damaged).cut);
}

/// A frame of MP3: MPEG 1, 128 kbit/s, 44.1 kHz.
fn frame() -> Vec<u8> {
    let mut frame = vec![0xff, 0xfb, 0x90, 0x64];
    frame.resize(417, 1);
    frame
}

/// A first frame that says how many frames and bytes there are.
fn tag(frames: u32, bytes: u32) -> Vec<u8> {
    let mut tag = frame();
    tag[36..44].copy_from_slice(b"Xing\0\0\0\x03");
    tag[44..48].copy_from_slice(&frames.to_be_bytes());
    tag[48..52].copy_from_slice(&bytes.to_be_bytes());
    tag
}

#[test]
fn joined_mp3_is_split_at_each_first_frame() {
    let frames = [&tag(5, 6 * 417)[..], &frame().repeat(5)].concat();
    let id3 = b"ID3\x04\0\0\0\0\0\x04abcd";
    let file = [&id3[..], &frames, id3, &frames].concat();
    assert_eq!(seen(&file), [frames.clone(), frames.clone()]);
    let lost: Vec<u64> = of(&file).parts.iter().map(|part| part.lost).collect();
    assert_eq!((lost, of(&file).cut), (vec![0, 0], false));
    // Tags behind it are no audio.
    let tagged = [&frames[..], b"TAG", &[0; 125]].concat();
    assert_eq!((seen(&tagged), of(&tagged).cut), (vec![frames.clone()], false));
}

#[test]
fn damage_in_mp3_is_a_gap() {
    let mut file = frame().repeat(20);
    file[417 * 8 + 100..417 * 10 + 50].fill(0);
    let layout = of(&file);
    // The frames that it begins and ends in are lost as well.
    assert_eq!(layout.parts.iter().map(|part| part.lost).collect::<Vec<_>>(), [0, 3 * 1152]);
    assert_eq!(seen(&file), [frame().repeat(8), frame().repeat(9)]);
    assert!(!layout.cut);
}

#[test]
fn mp3_that_ends_before_what_it_says_is_cut() {
    let all = [&tag(20, 21 * 417)[..], &frame().repeat(20)].concat();
    assert_eq!(of(&all), whole(&all));
    // Within a frame, and between two.
    for end in [417 * 10 + 5, 417 * 10] {
        assert!(of(&all[..end]).cut, "{end}");
        // The decoder does not hear of the bytes that are missing.
        let [part] = &seen(&all[..end])[..] else { panic!("one part") };
        assert_eq!(part[48..52], (417 * 10_u32).to_be_bytes());
    }
}

#[test]
fn zeros_for_a_header_are_named_and_other_files_left_alone() {
    assert!(of(&[0; 100]).blank);
    for other in [
        &b""[..],
        b"RIFF",
        b"RIFF\0\0\0\0AVI ",
        b"FORM\0\0\0\0ILBM",
        b"caff",
        b"OggS",
        b"fLaC",
        b"NIST_1A\n",
        b"a text",
    ] {
        assert_eq!(of(other).parts, whole(other).parts, "{other:?}");
        assert!(!of(other).blank && !of(other).unfinished);
    }
}

/// Bytes that count how many of them are read.
struct Counted<'a>(&'a [u8], usize);

impl Source for Counted<'_> {
    type Error = Infallible;

    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<usize, Infallible> {
        let count = self.0.read_at(at, into)?;
        self.1 += count;
        Ok(count)
    }
}

#[test]
fn a_flac_file_of_heads_alone_is_given_up() {
    // Blocks of 192 samples of two channels, at 44.1 kHz with 16 bits; each head says that it is the first.
    let mut file = b"fLaC\x80\0\0\x22\0\xc0\0\xc0\0\0\0\0\0\0\x0a\xc4\x42\xf0\0\0\x0f\xff".to_vec();
    file.extend([0; 16]);
    let head = [0xff, 0xf8, 0x19, 0x18, 0];
    let sum = head.iter().fold(0_u8, |sum, byte| {
        (0..8).fold(sum ^ byte, |sum, _| if sum & 0x80 == 0 { sum << 1 } else { (sum << 1) ^ 7 })
    });
    // Frames of 200 bytes whose checksum is wrong.
    (0..7500).for_each(|_| file.extend([&head[..], &[sum], &[7; 194]].concat()));
    let mut counted = Counted(&file, 0);
    let layout = flac_runs(&mut counted).unwrap_or_default();
    assert!(layout.cut && layout.parts.is_empty(), "{} parts", layout.parts.len());
    // What is looked at in vain, and a window for each look.
    assert!(counted.1 < 80 << 20, "{} bytes read of {}", counted.1, file.len());
}

#[test]
fn a_size_at_the_end_of_all_numbers_is_no_promise() {
    let mut file = b"RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0".to_vec();
    [u64::MAX, u64::MAX, u64::MAX].iter().for_each(|size| file.extend(size.to_le_bytes()));
    file.extend(b"\0\0\0\0fmt \x10\0\0\0\x01\0\x02\0\x40\x1f\0\0\0\x7d\0\0\x04\0\x10\0data\xff\xff\xff\xff");
    file.extend(audio(400));
    assert!(of(&file).unfinished);
}

#[test]
fn a_tag_that_reaches_in_front_of_the_frames_of_mp3_is_passed_over() {
    let mut file = [frame(), frame(), frame(), frame()].concat();
    file.extend(b"APETAGEX\xd0\x07\0\0\xff\xff\xff\x7f");
    file.extend([0; 16]);
    let layout = of(&file);
    assert!(layout.parts.iter().flat_map(|part| &part.pieces).all(|piece| match piece {
        Piece::Range(from, to) => from <= to && *to <= file.len() as u64,
        Piece::Bytes(_) => true,
    }));
}

#[test]
fn an_aiff_file_whose_common_chunk_is_too_short_is_left_alone() {
    for short in [0_u32, 4, 17] {
        let mut file = b"FORM\0\0\0\0AIFFCOMM".to_vec();
        file.extend(short.to_be_bytes());
        file.extend(vec![1; (short + short % 2) as usize]);
        file.extend(b"SSND\0\0\0\0\0\0\0\0\0\0\0\0");
        file.extend(audio(100));
        assert_eq!(of(&file), whole(&file), "{short}");
    }
}

/// The first part with the header's size replaced at `place`.
fn patched(file: &[u8], place: usize, size: &[u8]) -> Vec<Vec<u8>> {
    vec![[&file[..place], size, &file[place + size.len()..]].concat()]
}

#[test]
fn a_wave64_file_is_cut_or_unfinished_as_a_wav_file_is() {
    let file = |chunks: &[u8], size: u64, count: usize| {
        let data = [b"data".as_slice(), &[0; 12], &size.to_le_bytes(), &audio(count)].concat();
        [b"riff".as_slice(), &[0; 12], &0_u64.to_le_bytes(), b"wave", &[0; 12], chunks, &data].concat()
    };
    let chunk = |size: u64| {
        [b"fmt ".as_slice(), &[0; 12], &(24 + size).to_le_bytes(), &vec![1; size.div_ceil(8) as usize * 8]].concat()
    };
    for before in [chunk(16), chunk(18), [chunk(16), chunk(3)].concat()] {
        let kept = file(&before, 24 + 100, 100);
        assert_eq!(of(&kept), whole(&kept));
        let cut = file(&before, 24 + 101, 100);
        assert_eq!(of(&cut), Layout { cut: true, ..whole(&cut) });
        for size in [0, 24, 1 << 62, u64::MAX] {
            let open = file(&before, size, 100);
            assert!(of(&open).unfinished && !of(&open).cut, "{size}");
            let mut right = file(&before, 24 + 100, 100);
            let end = right.len() as u64;
            right[16..24].copy_from_slice(&end.to_le_bytes());
            assert_eq!(seen(&open), [right], "{size}");
        }
        let empty = file(&before, 24, 0);
        assert_eq!(of(&empty), whole(&empty));
    }
}

#[test]
fn a_caf_file_is_cut_or_unfinished_as_its_data_says() {
    let chunk = |name: &[u8; 4], size: u64, inner: &[u8]| [name.as_slice(), &size.to_be_bytes(), inner].concat();
    for before in [vec![], chunk(b"desc", 32, &[1; 32])] {
        let file = |size: u64, count: usize| {
            [b"caff\0\x01\0\0".as_slice(), &before, &chunk(b"data", size, &audio(count))].concat()
        };
        let place = 8 + before.len() + 4;
        let kept = file(100, 100);
        assert_eq!(of(&kept), whole(&kept));
        // Chunks may follow, also behind no audio.
        for size in [100, 4] {
            let more = [&file(size, size as usize)[..], &chunk(b"info", 4, b"abcd")].concat();
            assert_eq!(of(&more), whole(&more), "{size}");
        }
        let there = 100_u64.to_be_bytes();
        for (size, cut, unfinished) in
            [(101, true, false), (u64::MAX, false, false), (0, false, true), (4, false, true)]
        {
            let file = file(size, 100);
            assert_eq!((of(&file).cut, of(&file).unfinished), (cut, unfinished), "{size}");
            assert_eq!(seen(&file), patched(&file, place, &there), "{size}");
        }
    }
}

#[test]
fn a_sphere_file_is_cut_where_samples_are_missing() {
    let file = |lines: &str, count: usize| {
        let mut head = format!("NIST_1A\n   1024\n{lines}end_head\nsample_count -i 9999\n").into_bytes();
        head.resize(1024, b' ');
        [head, audio(count)].concat()
    };
    let lines = "channel_count -i 2\nsample_n_bytes -i 2\nsample_count -i 50\n";
    for (lines, count, cut) in [
        (lines.to_owned(), 200, false),
        (lines.to_owned(), 199, true),
        // Compressed: the bytes do not tell.
        (format!("{lines}sample_coding -s26 pcm,embedded-shorten-v2.00\n"), 100, false),
        (format!("{lines}sample_coding -s3 pcm\n"), 100, true),
        ("sample_count -i 50\n".into(), 50, false),
        ("sample_count -i 50\n".into(), 49, true),
        ("sample_count -s2 50\n".into(), 10, false),
        ("sample_rate -i 8000\n".into(), 10, false),
    ] {
        let file = file(&lines, count);
        assert_eq!(of(&file), Layout { cut, ..whole(&file) }, "{lines} {count}");
    }
    let other = b"NIST_1A\nno number\n".as_slice();
    assert_eq!(of(other), whole(other));
}
