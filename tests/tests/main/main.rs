//! One binary over the public interfaces: the program as a user starts it, on small made-up files and
//! on the shared real ones.

mod bad_input;
mod commands;
mod determinism;
mod real_study;
mod support;
