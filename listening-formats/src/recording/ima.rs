//! IMA ADPCM as WAV files have it: four bits a sample. Source: IMA Digital Audio Focus and Technical Working Groups,
//! "Recommended Practices for Enhancing Digital Audio Compatibility in Multimedia Systems", 3.00, 1992.

const STEPS: [i32; 89] = [
    7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107,
    118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963,
    1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894,
    6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794,
    32767,
];
const MOVES: [i32; 8] = [-1, -1, -1, -1, 2, 4, 6, 8];

/// Bytes of a channel in the head of a block, and of its share of the data in turn.
const WORD: usize = 4;

/// Frames in a block of that many bytes.
pub(super) fn frames(block: usize, channels: usize) -> usize {
    (block - WORD * channels) * 2 / channels + 1
}

/// The interleaved samples of a block.
pub(super) fn block(block: &[u8], channels: usize) -> Vec<i16> {
    let mut samples = vec![0; frames(block.len(), channels) * channels];
    let (head, data) = block.split_at(WORD * channels);
    for (channel, head) in head.chunks_exact(WORD).enumerate() {
        let mut value = i32::from(i16::from_le_bytes([head[0], head[1]]));
        let mut at = i32::from(head[2]).min(88);
        samples[channel] = value as i16;
        let words = data.chunks_exact(WORD).skip(channel).step_by(channels);
        let codes = words.flatten().flat_map(|byte| [byte & 15, byte >> 4]);
        for (sample, code) in samples[channel..].iter_mut().step_by(channels).skip(1).zip(codes) {
            let step = STEPS[at as usize];
            let part = |bit: u8, shift: u32| if code & bit == 0 { 0 } else { step >> shift };
            let change = (step >> 3) + part(4, 0) + part(2, 1) + part(1, 2);
            value = (if code & 8 == 0 { value + change } else { value - change }).clamp(-32_768, 32_767);
            at = (at + MOVES[usize::from(code & 7)]).clamp(0, 88);
            *sample = value as i16;
        }
    }
    samples
}
