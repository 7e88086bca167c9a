//! Samples of WAV files, made here byte by byte.

use listening_formats::{Samples, Wav, kind, wav};

/// A file of a coding, with a header that says `size` bytes of audio.
fn file(coding: u16, channels: u16, bits: u16, block: u16, size: u32, audio: &[u8]) -> Vec<u8> {
    let mut file = b"RIFF\0\0\0\0WAVEfmt \x12\0\0\0".to_vec();
    for short in [coding, channels] {
        file.extend(short.to_le_bytes());
    }
    for long in [8000, 8000 * u32::from(block)] {
        file.extend(u32::to_le_bytes(long));
    }
    for short in [block, bits, 0] {
        file.extend(short.to_le_bytes());
    }
    file.extend(b"data");
    file.extend(size.to_le_bytes());
    file.extend(audio);
    let size = file.len() as u32 - 8;
    file[4..8].copy_from_slice(&size.to_le_bytes());
    file
}

fn of(coding: u16, bits: u16, audio: &[u8]) -> Samples {
    let bytes = file(coding, 1, bits, bits / 8, audio.len() as u32, audio);
    let found = wav(&mut &bytes[..]).unwrap().unwrap();
    found.samples(&mut &bytes[..], 0, 100).unwrap()
}

#[test]
fn every_coding_is_read_as_libsndfile_reads_it() {
    assert_eq!(of(1, 8, &[0, 128, 255]), Samples::Ints(vec![-32_768, 0, 32_512]));
    assert_eq!(of(1, 16, &[0, 128, 255, 127]), Samples::Ints(vec![-32_768, 32_767]));
    assert_eq!(of(1, 24, &[0, 0, 128, 0, 0, 64]), Samples::Floats(vec![-1.0, 0.5]));
    assert_eq!(of(1, 32, &[0, 0, 0, 128, 0, 0, 0, 64]), Samples::Floats(vec![-1.0, 0.5]));
    assert_eq!(of(3, 32, &0.25f32.to_le_bytes()), Samples::Floats(vec![0.25]));
    assert_eq!(of(3, 64, &0.25f64.to_le_bytes()), Samples::Floats(vec![0.25]));
    assert_eq!(of(7, 8, &[0x80, 0xff, 0]), Samples::Ints(vec![32_124, 0, -32_124]));
    assert_eq!(of(6, 8, &[0xaa, 0xd5, 0x2a]), Samples::Ints(vec![32_256, 8, -32_256]));
}

#[test]
fn frames_are_read_from_any_place() {
    let audio: Vec<u8> = (0..40_i16).flat_map(i16::to_le_bytes).collect();
    let bytes = file(1, 2, 16, 4, 80, &audio);
    let found = wav(&mut &bytes[..]).unwrap().unwrap();
    assert_eq!((found.channels, found.frames), (2, 20));
    let samples = |from, count| found.samples(&mut &bytes[..], from, count).unwrap();
    assert_eq!(samples(3, 2), Samples::Ints(vec![6, 7, 8, 9]));
    assert_eq!(samples(19, 5), Samples::Ints(vec![38, 39]));
    assert_eq!(samples(20, 5), Samples::Ints(vec![]));
    assert_eq!(samples(u64::MAX, 5), Samples::Ints(vec![]));
}

#[test]
fn adpcm_is_read_from_any_place() {
    // Two blocks of two channels, each a head and eight samples: a step up, and one down.
    let block = |first: i16, codes: u8| {
        let mut block = Vec::new();
        for channel in 0..2 {
            block.extend((first + channel).to_le_bytes());
            block.extend([0, 0]);
        }
        block.extend([codes; 8]);
        block
    };
    let audio = [block(1000, 0x04), block(-1000, 0x0c)].concat();
    let bytes = file(0x11, 2, 4, 16, audio.len() as u32, &audio);
    let found = wav(&mut &bytes[..]).unwrap().unwrap();
    assert_eq!(found.frames, 18);
    let Samples::Floats(whole) = found.samples(&mut &bytes[..], 0, 18).unwrap() else { panic!("floats are expected") };
    // Step 7: 7/8 and 7, rounded down.
    assert_eq!(
        whole[..4].iter().map(|sample| (sample * 32_768.0) as i32).collect::<Vec<_>>(),
        [1000, 1001, 1007, 1008]
    );
    assert_eq!((whole[18] * 32_768.0) as i32, -1000);
    for (from, count) in [(0, 9), (4, 10), (9, 9), (17, 1)] {
        let Samples::Floats(part) = found.samples(&mut &bytes[..], from, count).unwrap() else {
            panic!("floats are expected")
        };
        assert_eq!(part, whole[2 * from as usize..2 * (from as usize + count)]);
    }
}

#[test]
fn what_is_wrong_with_a_file_is_known() {
    let audio = [0x80; 100];
    let whole = file(7, 2, 8, 2, 100, &audio);
    let of = |bytes: &[u8]| wav(&mut &bytes[..]).unwrap();
    let plain = of(&whole).unwrap();
    assert_eq!((plain.frames, plain.cut, plain.unfinished), (50, false, false));
    let cut = of(&whole[..whole.len() - 31]).unwrap();
    assert_eq!((cut.frames, cut.cut), (34, true));
    let open = of(&file(7, 2, 8, 2, 0, &audio)).unwrap();
    assert_eq!((open.frames, open.unfinished), (50, true));
    let joined = of(&[whole.clone(), whole.clone()].concat()).unwrap();
    assert_eq!((joined.frames, joined.stopped), (100, None));
    let bytes = [whole.clone(), whole].concat();
    assert_eq!(joined.samples(&mut &bytes[..], 48, 4).unwrap(), Samples::Ints(vec![32_124; 8]));
    let other = [file(7, 2, 8, 2, 100, &audio), file(7, 1, 8, 1, 100, &audio)].concat();
    let stopped = of(&other).unwrap();
    assert_eq!((stopped.frames, stopped.cut, stopped.stopped), (50, true, Some((8000, 1))));
}

#[test]
fn what_is_not_read_here_is_left_to_others() {
    let none = |bytes: &[u8]| -> Option<Wav> { wav(&mut &bytes[..]).unwrap() };
    assert!(none(b"").is_none());
    assert!(none(b"ID3\x04").is_none());
    for coding in [2, 0x31, 0x45, 0x55] {
        let bytes = file(coding, 1, 0, 65, 65, &[0; 65]);
        assert!(none(&bytes).is_none());
        assert!(kind(&mut &bytes[..]).unwrap().text.unwrap().starts_with("a WAV file with "));
    }
    // No channels, no bytes in a frame.
    assert!(none(&file(1, 0, 16, 4, 4, &[0; 4])).is_none());
    assert!(none(&file(1, 2, 16, 0, 4, &[0; 4])).is_none());
}
