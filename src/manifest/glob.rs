//! Patterns of paths: `*` and `?` within a name, `**` for any folders.

/// Whether a path with `/` between its names fits a pattern.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim().trim_start_matches("./");
    let parts: Vec<&str> = pattern.split('/').collect();
    let names: Vec<&str> = path.split('/').collect();
    folders_fit(&parts, &names)
}

/// By rows of a table, not by trying: a pattern of many `**` must not take for ever.
fn folders_fit(parts: &[&str], names: &[&str]) -> bool {
    let mut reached = vec![false; names.len() + 1];
    reached[0] = true;
    for part in parts {
        let mut next = vec![false; names.len() + 1];
        for at in 0..=names.len() {
            if !reached[at] {
                continue;
            }
            if *part == "**" {
                next[at..].fill(true);
                break;
            }
            if at < names.len() && name_fits(part, names[at]) {
                next[at + 1] = true;
            }
        }
        reached = next;
    }
    reached[names.len()]
}

fn name_fits(part: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let mut reached = vec![false; name.len() + 1];
    reached[0] = true;
    for mark in part.chars() {
        let mut next = vec![false; name.len() + 1];
        for at in 0..=name.len() {
            match mark {
                _ if !reached[at] => {}
                '*' => {
                    next[at..].fill(true);
                    break;
                }
                _ if at < name.len() && (mark == '?' || mark == name[at]) => next[at + 1] = true,
                _ => {}
            }
        }
        reached = next;
    }
    reached[name.len()]
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, path, expected) in [
            ("*.yaml", "清河.yaml", true),
            ("*.yaml", "a/清河.yaml", false),
            ("**/*.yaml", "清河.yaml", true),
            ("**/*.yaml", "a/b/清河.yaml", true),
            ("清?.yaml", "清河.yaml", true),
            ("清??.yaml", "清河.yaml", false),
            ("a/**", "a/b/c.yaml", true),
            ("a/**/c.yaml", "a/c.yaml", true),
            ("./a/*", "a/c.yaml", true),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxbyy", false),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn many_stars_end() {
        assert!(!fits(&("**/".repeat(60) + "b"), &("a/".repeat(400) + "c")));
        assert!(!fits(&("a*".repeat(60) + "c"), &"a".repeat(4000).replace("aaaa", "aaab")));
    }
}
