//! The program as a user starts it, on small made-up files and simulated studies.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails where it is surprised")]

mod bad_input;
mod cases;
mod check;
mod commands;
#[cfg(feature = "data")]
mod data;
mod discover;
mod documented;
mod folders;
mod handover;
mod interrupted;
mod keep_going;
mod layouts;
mod merge;
mod mirna;
mod mistakes;
mod names;
mod novel;
mod origin;
mod pools;
mod quality;
mod shared_files;
mod study;
mod support;
mod target;
mod transcripts;
mod transfer;
mod vesicle;
#[cfg(feature = "excel")]
mod workbook_study;
#[cfg(feature = "excel")]
mod workbooks;
