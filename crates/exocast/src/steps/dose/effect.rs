//! What copies of a miRNA do to one gene of a recipient: the target model as the transfer model asks for it.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, PoisonError},
};

use exocast_target::{ComputeError, Response};
use exocast_transfer::Effect;

/// Answers for a number of copies.
type Respond<'a> = Box<dyn FnMut(f64) -> Result<Response, ComputeError> + Send + 'a>;

/// The change of one gene over copies of one miRNA in RISC, on top of what the cell holds of it: the response itself, computed
/// when it is asked for and remembered.
pub struct GeneEffect<'a> {
    gene: String,
    state: Mutex<State<'a>>,
}

struct State<'a> {
    respond: Respond<'a>,
    /// By the bits of the copies.
    known: HashMap<u64, f64>,
    failed: Option<GeneEffectError>,
}

impl fmt::Debug for GeneEffect<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GeneEffect").field("gene", &self.gene).finish_non_exhaustive()
    }
}

/// An effect that cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GeneEffectError {
    /// The response cannot be computed.
    #[error("the response of the recipient cannot be computed")]
    Response(#[from] ComputeError),
    /// The gene is not among the transcripts.
    #[error(
        "no transcript has a predicted change for the gene `{0}`: give a gene or transcript of --transcripts that is expressed"
    )]
    Unknown(String),
}

impl<'a> GeneEffect<'a> {
    /// The effect on `gene`, named as gene or as transcript, from `respond`, which answers for a number of
    /// copies. Of several transcripts of a gene the mean is taken.
    ///
    /// # Errors
    /// Where `respond` fails or knows no such gene.
    pub fn new(
        gene: &str,
        respond: impl FnMut(f64) -> Result<Response, ComputeError> + Send + 'a,
    ) -> Result<Self, GeneEffectError> {
        let mut state = State { respond: Box::new(respond), known: HashMap::new(), failed: None };
        state.change(gene, 1.0)?;
        Ok(Self { gene: gene.to_owned(), state: Mutex::new(state) })
    }

    /// Whether every change that was asked for could be computed. A change that could not is no number.
    ///
    /// # Errors
    /// The first failure.
    pub fn finish(self) -> Result<(), GeneEffectError> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        state.failed.map_or(Ok(()), Err)
    }
}

impl State<'_> {
    fn change(&mut self, gene: &str, copies: f64) -> Result<f64, GeneEffectError> {
        if let Some(change) = self.known.get(&copies.to_bits()) {
            return Ok(*change);
        }
        let response = (self.respond)(copies)?;
        let changes: Vec<f64> = response
            .genes
            .iter()
            .filter(|row| row.gene.as_deref() == Some(gene) || row.transcript == gene)
            .map(|row| row.log2fc.value)
            .collect();
        if changes.is_empty() {
            return Err(GeneEffectError::Unknown(gene.to_owned()));
        }
        let change = changes.iter().sum::<f64>() / changes.len() as f64;
        self.known.insert(copies.to_bits(), change);
        Ok(change)
    }
}

impl Effect for GeneEffect<'_> {
    fn log2fc(&self, copies: f64) -> f64 {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.change(&self.gene, copies.max(0.0)) {
            Ok(change) => change,
            Err(error) => {
                state.failed.get_or_insert(error);
                f64::NAN
            }
        }
    }

    fn is_on_top(&self) -> bool {
        true
    }
}
