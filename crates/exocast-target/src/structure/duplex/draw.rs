//! A duplex as text.

use exocast_core::Base;

use super::pairs::Duplex;

impl Duplex {
    /// Draws the duplex on three lines: the target 5' to 3', bars at pairs (`:` at G–U), the guide 3'
    /// to 5', both whole. The strands have to be those it was folded from.
    ///
    /// ```text
    /// 5' GGAACUAUACAAGG ACUACCUCAUU 3'
    ///      ||||||||||   |||||||||
    /// 3'   UUGAUAUGUUGGAUGAUGGAGU   5'
    /// ```
    #[must_use]
    pub fn draw(&self, guide: &[Base], target: &[Base]) -> String {
        let mut drawing = Drawing::default();
        let (mut above, mut below) = (0, guide.len());
        for (i, &(a, b)) in self.pairs.iter().rev().enumerate() {
            drawing.unpaired(&target[above.min(b)..b], &guide[a + 1..below.max(a + 1)], i == 0);
            drawing.pair(target[b], guide[a]);
            (above, below) = (b + 1, a);
        }
        drawing.unpaired(&target[above..], &guide[..below], false);
        drawing.finish()
    }
}

#[derive(Default)]
struct Drawing {
    target: String,
    bars: String,
    guide: String,
}

impl Drawing {
    /// Nucleotides of both strands between two pairs, or beyond an end; `below` is 5' to 3'.
    fn unpaired(&mut self, above: &[Base], below: &[Base], to_the_right: bool) {
        let width = above.len().max(below.len());
        let fill = |letters: String| {
            let gap = " ".repeat(width - letters.len());
            if to_the_right { gap + &letters } else { letters + &gap }
        };
        let read = |bases: &mut dyn Iterator<Item = &Base>| {
            fill(bases.map(|base| char::from(base.letter())).collect())
        };
        self.target += &read(&mut above.iter());
        self.guide += &read(&mut below.iter().rev());
        self.bars += &" ".repeat(width);
    }

    fn pair(&mut self, above: Base, below: Base) {
        self.target.push(char::from(above.letter()));
        self.bars.push(if above.complement() == below { '|' } else { ':' });
        self.guide.push(char::from(below.letter()));
    }

    fn finish(self) -> String {
        let Self { target, bars, guide } = self;
        format!("5' {target} 3'\n   {}\n3' {guide} 5'", bars.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use exocast_core::{Base, Rna};

    use super::Duplex;
    use crate::structure::{duplex::folder::DuplexFolder, energy::EnergyModel};

    fn bases(letters: &str) -> Vec<Base> {
        letters.parse::<Rna>().unwrap().bases().to_vec()
    }

    #[test]
    fn a_duplex_is_drawn_with_its_gaps() {
        let guide = bases("UGAGGUAGUAGGUUGUAUAGUU");
        let target = bases("GGAACUAUACAAGGACUACCUCAUU");
        let model = EnergyModel::turner2004();
        let duplex = DuplexFolder::new(&model).best(&guide, &target).unwrap();
        let wanted = "\
5' GGAACUAUACAAGG ACUACCUCAUU 3'
     ||||||||||   |||||||||
3'   UUGAUAUGUUGGAUGAUGGAGU   5'";
        assert_eq!(duplex.draw(&guide, &target), wanted);
    }

    #[test]
    fn no_pair_draws_both_strands() {
        let none = 0..0;
        let duplex = Duplex { energy: 0.0, pairs: Vec::new(), guide: none.clone(), target: none };
        assert_eq!(duplex.draw(&bases("AAA"), &bases("CC")), "5' CC  3'\n   \n3' AAA 5'");
    }
}
