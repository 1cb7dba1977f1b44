//! A drawing with its data.

use exocast_core::Table;

use super::svg::escaped;

/// A picture, the words for those who do not see it, and what is drawn as a table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Picture {
    /// Heading.
    pub title: &'static str,
    /// What it shows.
    pub description: String,
    /// SVG that takes ink and ground from the page around it, light or dark.
    pub svg: String,
    /// What is drawn.
    pub data: Table,
}

impl Picture {
    /// As wide as the others of a report at least, so that letters are of one size there.
    pub(super) fn new(
        (width, height): (f64, f64),
        title: &'static str,
        description: String,
        body: &str,
        data: Table,
    ) -> Self {
        const LEAST_WIDTH: f64 = 720.0;
        let (words, width) = (escaped(&description), width.max(LEAST_WIDTH));
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" \
             aria-label=\"{words}\" fill=\"currentColor\" font-family=\"sans-serif\" \
             font-size=\"12\">\n{body}</svg>\n"
        );
        Self { title, description, svg, data }
    }

    /// The picture as a file of its own, black on white.
    #[must_use]
    pub fn standalone(&self) -> String {
        self.svg.replacen("<svg ", "<svg color=\"black\" style=\"background: white\" ", 1)
    }
}
