//! Which miRNA acts on which gene, as a drawing without axes.

use std::{cmp::Reverse, collections::BTreeMap};

use exocast_core::{Cell, Table};
use kuva::render::{
    color::Color,
    render::{Primitive, Scene, TextAnchor},
};

use super::{COLOURS, Figure, WIDTH, embedded, rounded};

/// Height of a row of genes, and of the key above them.
const ROW: u32 = 20;
const KEY: u32 = 40;
/// Positions of the genes on the left side and on the right side.
const SIDES: [f64; 2] = [190.0, 530.0];
/// Size of text, room for a letter of it, and letters of a name that there is room for.
const TEXT: u32 = 12;
const LETTER: f64 = 7.2;
const LETTERS: usize = 24;
/// Radius of the gene that changes most, and of one that hardly does.
const RADIUS: (f64, f64) = (8.0, 2.0);

/// A gene with its log2 fold change.
type Gene<'a> = (&'a str, f64);

/// A miRNA with the genes it does most to, the most changed first.
struct Hub<'a> {
    mirna: &'a str,
    genes: Vec<Gene<'a>>,
}

impl Hub<'_> {
    /// Rows that its genes take on two sides.
    const fn rows(&self) -> usize {
        self.genes.len().div_ceil(2)
    }
}

/// Each miRNA in the middle, the genes it does most to on both sides of it, all with their names.
///
/// Edges are miRNA, gene and the log2 fold change of the gene.
#[must_use]
pub fn network(edges: &[(String, String, f64)]) -> Figure {
    let hubs = hubs(edges);
    let most = edges.iter().map(|edge| edge.2).max_by(|a, b| a.abs().total_cmp(&b.abs()));
    let most = most.unwrap_or_default();
    let description = format!(
        "The {} genes that change most, each joined to the miRNA that does most to it: {}. The area of a dot is the size of the change, at most {} on the log2 scale.",
        edges.len(),
        hubs.iter().map(Hub::words).collect::<Vec<_>>().join(", "),
        rounded(most),
    );
    let rows = hubs.iter().map(Hub::rows).sum::<usize>();
    let height = KEY + ROW * u32::try_from(rows).unwrap_or(100) + ROW / 2;
    let mut scene = Scene::new(f64::from(WIDTH), f64::from(height));
    scene.background_color = Some("none".to_owned());
    scene.text_color = Some("currentColor".to_owned());
    scene.font_family = Some("DejaVu Sans, Verdana, Liberation Sans, Arial, sans-serif".to_owned());
    scene.elements = key(edges, most);
    let mut top = f64::from(KEY);
    for hub in &hubs {
        hub.draw(top, most.abs(), &mut scene.elements);
        top += hub.rows() as f64 * f64::from(ROW);
    }
    let svg = embedded("network", &description, &scene, height);
    let mut data = Table::new(["mirna", "gene", "log2fc"]);
    for hub in &hubs {
        for (gene, log2fc) in &hub.genes {
            data.push([Cell::from(hub.mirna), (*gene).into(), (*log2fc).into()]);
        }
    }
    Figure::new("network", "miRNA and genes", description, svg, data)
}

/// miRNAs with most genes first.
fn hubs(edges: &[(String, String, f64)]) -> Vec<Hub<'_>> {
    let mut by_mirna: BTreeMap<&str, Vec<Gene<'_>>> = BTreeMap::new();
    for (mirna, gene, log2fc) in edges {
        by_mirna.entry(mirna).or_default().push((gene, *log2fc));
    }
    let mut hubs: Vec<Hub<'_>> =
        by_mirna.into_iter().map(|(mirna, genes)| Hub { mirna, genes }).collect();
    for hub in &mut hubs {
        hub.genes.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    }
    hubs.sort_by_key(|hub| Reverse(hub.genes.len()));
    hubs
}

impl Hub<'_> {
    /// Its name, how many genes it has, and the first of them.
    fn words(&self) -> String {
        let first = self.genes.first().map_or("", |gene| gene.0);
        let count = self.genes.len();
        if count == 1 {
            format!("{} {first}", self.mirna)
        } else {
            format!("{} {count} with {first} first", self.mirna)
        }
    }

    /// The name in the middle of its rows, lines to the genes, and these with name and title.
    fn draw(&self, top: f64, most: f64, drawn: &mut Vec<Primitive>) {
        let middle = f64::from(WIDTH) / 2.0;
        let height = top + self.rows() as f64 * f64::from(ROW) / 2.0;
        let name = shortened(self.mirna);
        let half = name.chars().count() as f64 * LETTER / 2.0 + 8.0;
        let place = |at: usize| {
            let side = at % 2;
            (side, SIDES[side], top + ((at / 2) as f64 + 0.5) * f64::from(ROW))
        };
        for at in 0..self.genes.len() {
            let (side, x, y) = place(at);
            let from = if side == 0 { middle - half } else { middle + half };
            drawn.push(Primitive::Line {
                x1: from,
                y1: height,
                x2: x,
                y2: y,
                stroke: Color::from("#888888"),
                stroke_width: 1.0,
                stroke_dasharray: None,
            });
        }
        let targets = if self.genes.len() == 1 { "gene" } else { "genes" };
        let title = format!("{}: {} {targets}", self.mirna, self.genes.len());
        titled(title, drawn, [text(middle, height, &name, TextAnchor::Middle, true)]);
        for (at, (gene, log2fc)) in self.genes.iter().enumerate() {
            let (side, x, y) = place(at);
            let share = if most > 0.0 { log2fc.abs() / most } else { 0.0 };
            let r = (RADIUS.0 * share.sqrt()).max(RADIUS.1);
            let (label, anchor) =
                if side == 0 { (x - 13.0, TextAnchor::End) } else { (x + 13.0, TextAnchor::Start) };
            let title = format!("{gene}: log2 fold change {}, {}", rounded(*log2fc), self.mirna);
            let label = text(label, y, &shortened(gene), anchor, false);
            titled(title, drawn, [dot(x, y, r, *log2fc), label]);
        }
    }
}

/// What the colours mean.
fn key(edges: &[(String, String, f64)], most: f64) -> Vec<Primitive> {
    let mut drawn = Vec::new();
    let mut x = 20.0;
    let meanings = [("predicted to fall", -1.0), ("predicted to rise", 1.0)];
    let there = |sign: f64| edges.iter().any(|edge| edge.2 * sign > 0.0);
    for (words, sign) in meanings.into_iter().filter(|(_, sign)| there(*sign)) {
        drawn.push(dot(x, 16.0, RADIUS.0, sign));
        drawn.push(text(x + 14.0, 16.0, words, TextAnchor::Start, false));
        x += 160.0;
    }
    let largest = format!("largest change (log2): {}", rounded(most));
    drawn.push(text(f64::from(WIDTH) - 12.0, 16.0, &largest, TextAnchor::End, false));
    drawn
}

/// Shapes that show a title where the pointer is.
fn titled<const N: usize>(title: String, drawn: &mut Vec<Primitive>, shapes: [Primitive; N]) {
    let title = Some(title);
    drawn.push(Primitive::GroupStart { transform: None, title, extra_attrs: None });
    drawn.extend(shapes);
    drawn.push(Primitive::GroupEnd);
}

fn dot(x: f64, y: f64, r: f64, log2fc: f64) -> Primitive {
    let fill = Color::from(COLOURS[usize::from(log2fc < 0.0)]);
    Primitive::Circle {
        cx: x,
        cy: y,
        r,
        fill,
        fill_opacity: None,
        stroke: None,
        stroke_width: None,
    }
}

/// Text whose middle is at a height.
fn text(x: f64, y: f64, content: &str, anchor: TextAnchor, bold: bool) -> Primitive {
    let y = y + f64::from(TEXT) * 0.35;
    let content = content.to_owned();
    Primitive::Text { x, y, content, size: TEXT, anchor, rotate: None, bold, color: None }
}

/// A name that fits its room.
fn shortened(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        name.to_owned()
    } else {
        name.chars().take(LETTERS - 1).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gene_and_mirna_has_its_name_and_its_title() {
        let edge = |mirna: &str, gene: &str, log2fc| (mirna.to_owned(), gene.to_owned(), log2fc);
        let edges = [
            edge("miR-1", "AAA", -0.5),
            edge("miR-2", "BBB", -0.25),
            edge("miR-2", "CCC", 0.125),
            edge("miR-2", "A_GENE_OF_A_VERY_LONG_NAME", -0.1),
        ];
        let figure = network(&edges);
        for text in [
            ">miR-1<",
            ">miR-2<",
            ">AAA<",
            ">CCC<",
            ">A_GENE_OF_A_VERY_LONG_N…<",
            "<title>A_GENE_OF_A_VERY_LONG_NAME: log2 fold change -0.1, miR-2</title>",
            "<title>CCC: log2 fold change 0.125, miR-2</title>",
            ">predicted to rise<",
        ] {
            assert!(figure.svg.contains(text), "{text}");
        }
        assert!(figure.description.contains("miR-2 3 with BBB first, miR-1 AAA."));
        assert_eq!(figure.data.rows().len(), edges.len());
        // Rows of one miRNA do not reach into those of another.
        let names: Vec<f64> = hubs(&edges).iter().map(|hub| hub.rows() as f64).collect();
        assert_eq!(names, [2.0, 1.0]);
    }
}
