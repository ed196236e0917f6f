//! The list of words, read once, when a title first needs it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A word's cost; the less, the likelier it is meant.
pub(super) type Cost = u32;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(include_str!("words.txt")));

/// Words with their costs.
struct Words {
    costs: HashMap<&'static str, Cost>,
    /// Characters of the longest.
    longest: usize,
}

impl Words {
    fn read(list: &'static str) -> Self {
        let mut words = Self { costs: HashMap::new(), longest: 1 };
        let mut cost = 0;
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            if let Some(number) = line.strip_prefix('@') {
                cost = number.trim().parse().unwrap_or(cost);
                continue;
            }
            for word in line.split_whitespace() {
                words.longest = words.longest.max(word.chars().count());
                words.costs.entry(word).or_insert(cost);
            }
        }
        words
    }
}

/// What a word costs; none if it is not in the list.
pub(super) fn cost(word: &str) -> Option<Cost> {
    WORDS.costs.get(word).copied()
}

/// Characters of the longest word.
pub(super) fn longest() -> usize {
    WORDS.longest
}

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn the_list_is_plain_hanzi_under_a_cost() {
        assert!(WORDS.costs.len() > 2_500);
        for (word, cost) in &WORDS.costs {
            assert!((5..=14).contains(cost), "{word}: {cost}");
            assert!(word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{word}");
        }
    }
}
