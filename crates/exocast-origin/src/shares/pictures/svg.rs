//! Parts of a drawing.

use std::fmt::Write as _;

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub(super) fn label(body: &mut String, x: f64, y: f64, anchor: &str, text: &str) {
    let text = escaped(text);
    let _ =
        writeln!(body, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>");
}

pub(super) fn tilted(body: &mut String, x: f64, y: f64, text: &str) {
    let text = escaped(text);
    let _ =
        writeln!(body, "<text transform=\"translate({x:.1} {y:.1}) rotate(-50)\">{text}</text>");
}

pub(super) fn line(body: &mut String, from: (f64, f64), to: (f64, f64), colour: &str, width: f64) {
    let _ = writeln!(
        body,
        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{colour}\" stroke-width=\"{width:.1}\"/>",
        from.0, from.1, to.0, to.1
    );
}
