//! Which of three sources sent a made-up sample, and which part none of them explains.
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use exocast_core::{SeedPlan, options::Options as _};
use exocast_origin::{Cargo, Deconvolution, Factors, Options, Signature};

const SIGNATURE: &str = "mirna\tliver\tbrain\tred_cell\n\
    hsa-miR-122-5p\t9000\t2\t1\nhsa-miR-192-5p\t3000\t9\t4\nhsa-miR-194-5p\t800\t6\t2\n\
    hsa-miR-124-3p\t1\t7000\t1\nhsa-miR-9-5p\t3\t4000\t2\nhsa-miR-128-3p\t5\t900\t8\n\
    hsa-miR-451a\t9\t8\t9500\nhsa-miR-486-5p\t5\t6\t5000\nhsa-miR-16-5p\t70\t60\t900\n\
    hsa-let-7a-5p\t900\t950\t920\n";
const CARGO: &str = "mirna\tplasma_EV\tculture_EV\n\
    hsa-miR-122-5p\t461\t2\nhsa-miR-192-5p\t148\t4\nhsa-miR-194-5p\t39\t1\nhsa-miR-124-3p\t3\t702\n\
    hsa-miR-9-5p\t1\t388\nhsa-miR-128-3p\t0\t91\nhsa-miR-451a\t2840\t4\nhsa-miR-486-5p\t1512\t1\n\
    hsa-miR-16-5p\t270\t9\nhsa-let-7a-5p\t990\t95\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let signature = Signature::read(SIGNATURE.as_bytes(), "signature")?;
    let cargo = Cargo::read(CARGO.as_bytes(), "cargo")?.all_measurable();
    let options = Options::default().check()?;
    let origin =
        Deconvolution::run(&signature, &cargo, &Factors::default(), &options, SeedPlan::new(1))?;
    for table in [origin.origin_table(), origin.diagnostics_table(), origin.identifiability_table()]
    {
        table.write_tsv(std::io::stdout())?;
        println!();
    }
    for notice in &origin.notices {
        println!("{notice}");
    }
    Ok(())
}
