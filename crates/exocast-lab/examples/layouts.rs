//! Whether the layouts of kits are recognised: `layouts HAIRPIN.fa ANNOTATION.gff3 [SEED [SIZES]]`.

use std::error::Error;

use exocast_lab::{files::open, reads::layouts};
use exocast_mirna::Catalogue;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [hairpin, annotation, rest @ ..] = arguments.as_slice() else {
        return Err("give HAIRPIN.fa ANNOTATION.gff3 [SEED [SIZES]]".into());
    };
    let seed = rest.first().map_or(Ok(1), |seed| seed.parse())?;
    let sizes = rest.get(1).map_or("100,400,4000", String::as_str);
    let sizes: Vec<usize> = sizes.split(',').map(str::parse).collect::<Result<_, _>>()?;
    let catalogue =
        Catalogue::read(open(hairpin)?, hairpin, open(annotation)?, annotation, Some("hsa"))?;
    layouts::measure(&catalogue, seed, &sizes, &mut std::io::stdout())?;
    Ok(())
}
