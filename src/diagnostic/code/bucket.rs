//! What can be wrong with an object store.

use super::super::words::Words;

/// A fault of a bucket or of what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BucketFault {
    /// No address of a bucket.
    BadAddress {
        /// As it was typed.
        address: String,
    },
    /// Nobody said who we are.
    NoCredentials {
        /// The address.
        address: String,
    },
    /// No connection to the store.
    Unreachable {
        /// The address.
        address: String,
    },
    /// We may not.
    Denied {
        /// The address.
        address: String,
    },
    /// There is no such bucket, or nothing under the address.
    NotThere {
        /// The address.
        address: String,
    },
    /// The store said something else.
    Refused {
        /// The address.
        address: String,
    },
    /// Documents in a bucket, on a system whose file names can't hold the address.
    OnlyOutput {
        /// The address.
        address: String,
    },
    /// Documents from several places.
    Several {
        /// The address.
        address: String,
    },
}

impl BucketFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::BadAddress { address } => Words::error(
                "bucket-bad-address",
                format!("`{address}` 不是对象存储的地址"),
                format!("`{address}` is no address of an object store"),
            )
            .hint("写成 `s3://存储桶/文件夹` 的样子", "write it like `s3://bucket/folder`"),
            Self::NoCredentials { address } => Words::error(
                "bucket-no-credentials",
                format!("没有访问 `{address}` 的密钥"),
                format!("there are no credentials for `{address}`"),
            )
            .hint(
                "设环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY；自建的存储还要 AWS_ENDPOINT_URL",
                "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for a store of your own, AWS_ENDPOINT_URL too",
            ),
            Self::Unreachable { address } => Words::error(
                "bucket-unreachable",
                format!("连不上 `{address}` 的存储"),
                format!("the store of `{address}` can't be reached"),
            )
            .hint(
                "看看网络是否连通、AWS_ENDPOINT_URL 是否写对；不加密的存储还要设 AWS_ALLOW_HTTP=true",
                "check the network and AWS_ENDPOINT_URL; a store without encryption needs AWS_ALLOW_HTTP=true, too",
            ),
            Self::Denied { address } => Words::error(
                "bucket-denied",
                format!("`{address}` 不让访问"),
                format!("access to `{address}` is denied"),
            )
            .hint(
                "核对密钥；这个密钥要能列出、读取，输出的地方还要能写入",
                "check the credentials: they must be allowed to list and read, and to write where papers go",
            ),
            Self::NotThere { address } => {
                Words::error("bucket-not-there", format!("`{address}` 不存在"), format!("`{address}` does not exist"))
                    .hint("核对存储桶和文件夹的名字", "check the names of the bucket and the folder")
            }
            Self::Refused { address } => Words::error(
                "bucket-refused",
                format!("`{address}` 的存储没有照办"),
                format!("the store of `{address}` did not do it"),
            )
            .hint("过一会儿再试；总是这样，请告诉管存储的人", "try again; if it stays so, tell whoever runs the store"),
            Self::OnlyOutput { address } => Words::error(
                "bucket-only-output",
                format!("Windows 上不能从 `{address}` 读文稿，只能往那里输出"),
                format!("on Windows documents can't be read from `{address}`, only written there"),
            )
            .hint("先把文稿下载到文件夹里", "download the documents into a folder first"),
            Self::Several { address } => Words::error(
                "bucket-several",
                format!("`{address}` 和别处的文稿不能一起做"),
                format!("`{address}` can't be mixed with documents from elsewhere"),
            )
            .hint("分成几次运行，每次一个文件夹", "run the command once for each folder"),
        }
    }
}
