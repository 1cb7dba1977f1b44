//! Checks of a study: values, options, groups and files, all at once.

mod contrasts;
mod files;
mod once;
mod values;

use self::files::Fault;
use super::{LeftOut, Study, error::StudyError, options, places::Places, source::Source};

impl Study {
    /// Everything that is wrong. Patterns of files become the files that fit them.
    ///
    /// Inputs of samples that are not there are left out of the study instead, where it keeps going or no number rests
    /// on them, as long as there is nothing else; `is_well_read` says whether there was nothing before.
    pub(super) fn check(&mut self, source: &Source<'_>, is_well_read: bool) -> Vec<StudyError> {
        let places = Places::new(source, &self.sheet_places);
        let mut faults = values::check(self, &places);
        faults.extend(options::check(self, source));
        faults.extend(contrasts::check(self, &places));
        let mut of_files = files::check(self, &places);
        self.expand_patterns();
        of_files.extend(once::check(self, &places));
        let may_be_left_out =
            |fault: &Fault| fault.input.is_some_and(|input| self.goes_on_without(input.what));
        if is_well_read && faults.is_empty() && of_files.iter().all(may_be_left_out) {
            for Fault { input, error } in of_files {
                if let Some(input) = input {
                    self.leave_out(input.sample, input.what, &error);
                }
            }
        } else {
            faults.extend(of_files.into_iter().map(|fault| fault.error));
        }
        faults
    }

    /// Whether a run goes on without an input: where it keeps going, or where no number of a sample or of a later step
    /// rests on it. That is so of reads that are only checked, as there is no reference to count them against, and of a
    /// blank.
    pub(crate) fn goes_on_without(&self, what: &str) -> bool {
        let has_reference = self.reference.has_mirnas();
        match what {
            "blank" => true,
            "reads" if !has_reference => true,
            _ => self.run.keep_going,
        }
    }

    /// Leaves one kind of input out of a sample, or of the study: a part of its lanes is not the sample.
    fn leave_out(&mut self, place: Option<usize>, what: &'static str, error: &StudyError) {
        match (place.and_then(|place| self.samples.get_mut(place)), what) {
            (Some(sample), "reads") => sample.reads.clear(),
            (Some(sample), "sizing") => sample.sizing.clear(),
            (Some(sample), _) => sample.counts = None,
            (None, _) => self.vesicles.blank = None,
        }
        let sample = place.map(|place| self.samples[place].name.clone());
        let known = |out: &LeftOut| out.sample == sample && out.what == what;
        if !self.left_out.iter().any(known) {
            let why = crate::load::with_causes(error);
            self.left_out.push(LeftOut { sample, what: what.to_owned(), why });
        }
    }
}
