#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| listening_fuzz::streams::run(input));
