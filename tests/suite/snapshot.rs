//! Files that hold what is expected, compared exactly. With `BANXIN_REWRITE=1` they are written anew instead, and what
//! changed is for the eyes of who commits it.

use std::path::Path;

/// Compares a text with the file that expects it; tells in a line what is not as expected.
pub(crate) fn compare(path: &Path, actual: &str) -> Result<(), String> {
    if std::env::var_os("BANXIN_REWRITE").is_some() {
        std::fs::write(path, actual).expect("the repository can be written to");
        return Ok(());
    }
    match std::fs::read_to_string(path) {
        Ok(expected) if expected == actual => Ok(()),
        Ok(expected) => Err(format!("{} has\n{expected}but now it is\n{actual}", path.display())),
        Err(_) => Err(format!("{} is not there; it would be\n{actual}", path.display())),
    }
}

/// Fails with everything that is not as expected.
#[track_caller]
pub(crate) fn all_as_expected(results: impl IntoIterator<Item = Result<(), String>>) {
    let wrong: Vec<String> = results.into_iter().filter_map(Result::err).collect();
    let how = "look at what changed with `BANXIN_REWRITE=1 cargo test --release` and `git diff`";
    assert!(wrong.is_empty(), "{}\n{how}", wrong.join("\n"));
}
