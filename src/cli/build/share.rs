//! The share of this machine: as typed, or as the scheduler that started the command says.
//!
//! In: the arguments and the environment. Out: a [`Shard`]. What a scheduler says and can't be understood is told, never passed
//! over: eight machines that each make all would be noticed last by whoever pays for them.

use crate::batch::Shard;
use crate::cli::args::BuildArgs;
use crate::diagnostic::{Diagnostic, ToolFault};
use crate::project::is_yaml;

/// The share that was asked for; none for all.
pub(super) fn share(args: &BuildArgs) -> Result<Option<Shard>, Diagnostic> {
    if let Some(typed) = &args.shard {
        let no_shard = || Diagnostic::new(ToolFault::NoShard { typed: typed.clone() });
        return Shard::parse(typed).map(Some).ok_or_else(no_shard);
    }
    let is_one_by_one = !args.files.is_empty() && args.data.is_none() && args.files.iter().all(|file| is_yaml(file));
    // Documents that each machine is given by name are its own already.
    if is_one_by_one { Ok(None) } else { told(&|name| std::env::var(name).ok()) }
}

/// What Slurm or Kubernetes says.
fn told(variable: &dyn Fn(&str) -> Option<String>) -> Result<Option<Shard>, Diagnostic> {
    let number = |name: &str| variable(name)?.trim().parse::<usize>().ok();
    let slurm = || {
        let steps = number("SLURM_ARRAY_TASK_ID")?.checked_sub(number("SLURM_ARRAY_TASK_MIN").unwrap_or(0))?;
        let step = number("SLURM_ARRAY_TASK_STEP").unwrap_or(1).max(1);
        let index = (steps % step == 0).then_some(steps / step)?;
        Shard::new(index.checked_add(1)?, number("SLURM_ARRAY_TASK_COUNT")?)
    };
    // Kubernetes tells a pod its index only; the job's description passes the count on.
    let kubernetes = || Shard::new(number("JOB_COMPLETION_INDEX")?.checked_add(1)?, number("JOB_COMPLETIONS")?);
    let schedulers: [(&str, &dyn Fn() -> Option<Shard>); 2] =
        [("SLURM_ARRAY_TASK_ID", &slurm), ("JOB_COMPLETION_INDEX", &kubernetes)];
    for (name, share) in schedulers {
        if let Some(value) = variable(name) {
            let unclear = || Diagnostic::new(ToolFault::UnclearShard { told: format!("{name}={}", value.trim()) });
            return share().map(Some).ok_or_else(unclear);
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::batch::Shard;

    /// The share as `K/N`; none for all, `?` if it can't be told.
    fn share(variables: &[(&str, &str)]) -> Option<String> {
        let variable = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
        match told(&variable) {
            Ok(shard) => shard.map(|Shard { index, count }| format!("{index}/{count}")),
            Err(_) => Some("?".to_owned()),
        }
    }

    fn slurm(id: &str, least: &str, step: &str, count: &str) -> String {
        let names = ["SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP", "SLURM_ARRAY_TASK_COUNT"];
        let variables: Vec<_> =
            names.into_iter().zip([id, least, step, count]).filter(|(_, value)| !value.is_empty()).collect();
        share(&variables).expect("it says something")
    }

    #[test]
    fn a_slurm_array_may_begin_anywhere_and_go_in_steps() {
        assert_eq!(slurm("0", "0", "1", "8"), "1/8");
        assert_eq!(slurm("8", "1", "1", "8"), "8/8");
        assert_eq!(slurm("7", "5", "", "3"), "3/3");
        assert_eq!(slurm("12", "0", "4", "4"), "4/4");
        assert_eq!(slurm("3", "", "", "8"), "4/8");
    }

    #[test]
    fn what_can_not_be_a_share_is_told_rather_than_all_made() {
        // `--array=1,3,7`: nobody says which of the three this is.
        assert_eq!(slurm("7", "1", "1", "3"), "?");
        for (id, least, step, count) in [
            ("8", "0", "1", "8"),
            ("2", "0", "4", "4"),
            ("0", "1", "1", "8"),
            ("x", "0", "1", "8"),
            ("1", "0", "1", ""),
            ("1", "0", "1", "0"),
            ("18446744073709551615", "0", "1", "8"),
            ("-1", "0", "1", "8"),
        ] {
            assert_eq!(slurm(id, least, step, count), "?", "{id} {least} {step} {count}");
        }
    }

    #[test]
    fn a_kubernetes_pod_needs_to_be_told_of_how_many_it_is_one() {
        assert_eq!(share(&[("JOB_COMPLETION_INDEX", "7"), ("JOB_COMPLETIONS", "8")]).as_deref(), Some("8/8"));
        assert_eq!(share(&[("JOB_COMPLETION_INDEX", "8"), ("JOB_COMPLETIONS", "8")]).as_deref(), Some("?"));
        assert_eq!(share(&[("JOB_COMPLETION_INDEX", "0")]).as_deref(), Some("?"));
        assert_eq!(share(&[("JOB_COMPLETIONS", "8")]), None);
        assert_eq!(share(&[]), None);
    }
}
