//! What the steps share: the study, and the analysis as it grows.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    sync::Arc,
};

use exocast_core::{Note, Notice, names::Mapping};
use serde::{Serialize, de::DeserializeOwned};

use super::notice::StepNotice;
use crate::{
    figures::Figure,
    io::{self, Checkpoints, InputFile, Provenance},
    load::{self, LoadError},
    progress::Progress,
    result::{Analysis, AnalysisError, Outcome, Status, VerdictText},
    study::{LeftOut, Plan, Step, Study},
};

/// An analysis on its way.
pub(super) struct Chain<'a> {
    /// The study, with paths relative to the working directory.
    pub(super) study: &'a Study,
    plan: Plan,
    progress: &'a mut dyn Progress,
    checkpoints: Option<&'a Checkpoints>,
    current: Option<Step>,
    /// The step begun last: what is added belongs to it.
    latest: Step,
    done: BTreeSet<Step>,
    /// Samples whose sizes are those of another, with that one: aliquots of one preparation.
    pub(super) sized_as: BTreeMap<String, String>,
    /// The table of names, once it was needed.
    names: Option<Arc<Mapping>>,
    analysis: Analysis,
}

impl<'a> Chain<'a> {
    pub(super) fn new(
        (study, located): (&Study, &'a Study),
        progress: &'a mut dyn Progress,
        checkpoints: Option<&'a Checkpoints>,
    ) -> Result<Self, AnalysisError> {
        let plan = study.plan();
        let steps = plan.0.iter().map(|(step, planned)| Outcome::planned(*step, planned)).collect();
        let provenance = Provenance::of_study("run", study)?;
        let analysis = Analysis::new(study.portable(), steps, provenance);
        Ok(Self {
            study: located,
            plan,
            progress,
            checkpoints,
            current: None,
            latest: Step::Mirna,
            done: BTreeSet::new(),
            sized_as: BTreeMap::new(),
            names: None,
            analysis,
        })
    }

    /// The files of the study, in their order.
    pub(super) fn inputs(&self) -> &[InputFile] {
        &self.analysis.provenance.inputs
    }

    /// Begins a step with this number of parts; false if an input is missing and the step is skipped.
    pub(super) fn begin(&mut self, step: Step, parts: usize) -> bool {
        let will = self.plan.will(step);
        if will {
            self.current = Some(step);
            self.latest = step;
            self.progress.begin(step.title(), parts);
        }
        will
    }

    /// Receives the parts within a step.
    pub(super) fn progress(&mut self) -> &mut dyn Progress {
        self.progress
    }

    pub(super) fn advance(&mut self, part: &str) {
        self.progress.advance(part);
    }

    /// Ends the step begun last: it was done.
    pub(super) fn end(&mut self) {
        self.progress.end();
        self.done.extend(self.current.take());
    }

    /// Ends the step begun last without result: there was nothing for it to work on.
    pub(super) fn give_up(&mut self, why: &str) {
        self.progress.end();
        if let Some(step) = self.current.take() {
            self.off(step, why);
        }
    }

    fn off(&mut self, step: Step, why: &str) {
        if let Some(outcome) = self.analysis.steps.iter_mut().find(|outcome| outcome.step == step) {
            outcome.status = Status::Off;
            why.clone_into(&mut outcome.detail);
        }
    }

    /// What an earlier run made of the same inputs and options, by the same version, or else what `make` makes,
    /// which is kept for a later run. `make` adds nothing to the analysis: that is for what comes of it.
    pub(super) fn checkpointed<T: Serialize + DeserializeOwned>(
        &mut self,
        step: Step,
        options: &impl Serialize,
        is_input: impl Fn(&str) -> bool,
        make: impl FnOnce(&mut Self) -> Result<T, AnalysisError>,
    ) -> Result<T, AnalysisError> {
        let Some(checkpoints) = self.checkpoints else { return make(self) };
        let Provenance { version, inputs, .. } = &self.analysis.provenance;
        let inputs: Vec<&InputFile> = inputs.iter().filter(|input| is_input(&input.role)).collect();
        // What came through a pipe has no checksum.
        if inputs.iter().any(|input| input.sha256.is_empty()) {
            return make(self);
        }
        let key = io::key(&(version, step, options, inputs));
        if let Some(result) = checkpoints.find(step.title(), &key) {
            self.analysis.reused.push(step);
            return Ok(result);
        }
        let made = make(self)?;
        checkpoints.keep(step.title(), &key, &made)?;
        Ok(made)
    }

    /// Passes on what could be read of a sample, or of the study; what could not is left out with a warning, where the
    /// study goes on without it.
    pub(super) fn readable<T, E: Error>(
        &mut self,
        sample: Option<&str>,
        what: &str,
        read: Result<T, E>,
    ) -> Result<Option<T>, E> {
        match read {
            Err(error) if self.study.goes_on_without(what) => {
                let (sample, what) = (sample.map(str::to_owned), what.to_owned());
                let why = load::with_causes(&error);
                self.leave_out(self.latest, LeftOut { sample, what, why });
                Ok(None)
            }
            other => other.map(Some),
        }
    }

    /// Says that an input was left out, here and in the table of samples.
    pub(super) fn leave_out(&mut self, step: Step, out: LeftOut) {
        self.note(step, &StepNotice::LeftOut(out.clone()));
        self.analysis.left_out.push(out);
    }

    /// Adds what a crate, or a step, has to say about the results of a step.
    pub(super) fn note(&mut self, step: Step, note: &impl Note) {
        self.notice(Notice::from_note(step.title(), note));
    }

    /// Adds a notice, once: what an earlier step says too is said there.
    pub(super) fn notice(&mut self, notice: Notice) {
        if !self.analysis.notices.iter().any(|earlier| earlier.text == notice.text) {
            self.analysis.notices.push(notice);
        }
    }

    /// The table of names of the study, if it has one.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn names(&mut self) -> Result<Option<Arc<Mapping>>, LoadError> {
        if let (None, Some(path)) = (&self.names, &self.study.reference.names) {
            let (names, notices) = load::names(path)?;
            self.names = Some(names);
            for notice in &notices {
                self.note(self.latest, notice);
            }
        }
        Ok(self.names.clone())
    }

    pub(super) fn figure(&mut self, figure: Figure) {
        self.analysis.figures.push((self.latest, figure));
    }

    pub(super) fn verdict(&mut self, verdict: VerdictText) {
        self.analysis.verdict = Some(verdict);
    }

    /// The analysis. What was planned and never reached is off, whatever the plan said.
    pub(super) fn finish(mut self) -> Analysis {
        for step in Step::ALL {
            let outcome = self.analysis.steps.iter().find(|outcome| outcome.step == step);
            if outcome.is_some_and(|outcome| outcome.status == Status::Done)
                && !self.done.contains(&step)
            {
                self.off(step, "the steps before it left nothing to work on");
            }
        }
        self.analysis.notices = Notice::in_sum(std::mem::take(&mut self.analysis.notices));
        self.analysis
    }
}
