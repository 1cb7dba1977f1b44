#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exocast_fuzz::mirgff3(bytes));
