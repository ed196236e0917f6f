//! The codes: what can be wrong, each with typed arguments, one file an area.
//!
//! An area's file holds its codes and, beside each, its id, severity and words in both languages, so that a code
//! can't be added without them. Ids are what `--json`, docs/errors.md and `# banxin: 忽略` name; they never change.

mod source;

pub use source::{FileProblem, SourceFault};

use super::words::Words;

macro_rules! areas {
    ($($area:ident($fault:ty)),* $(,)?) => {
        /// What is wrong, with its arguments.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Code {
            $(
                #[doc = concat!("See [`", stringify!($fault), "`].")]
                $area($fault),
            )*
        }

        $(
            impl From<$fault> for Code {
                fn from(fault: $fault) -> Self {
                    Self::$area(fault)
                }
            }
        )*

        impl Code {
            /// Its id, severity and words.
            #[must_use]
            pub fn words(&self) -> Words {
                match self {
                    $(Self::$area(fault) => fault.words(),)*
                }
            }
        }
    };
}

areas! {
    Source(SourceFault),
}
