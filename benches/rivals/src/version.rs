//! The seam: a version of the model is a name and a function. Another one is added by a line in [`VERSIONS`].

use crate::model::Version;
use crate::{engine, plain, rivals};

/// All versions. The first is what the others are compared with, in law and in time.
pub const VERSIONS: &[Version] = &[
    Version {
        name: "plain arrays, scalar",
        run: plain::scalar::run,
    },
    Version {
        name: "plain arrays, lanes",
        run: plain::lanes::run,
    },
    Version {
        name: "dabiao",
        run: engine::run,
    },
    Version {
        name: "syren 0.6.0, engine alone",
        run: rivals::syren::run_engine,
    },
    Version {
        name: "syren 0.6.0, model layer",
        run: rivals::syren::run_model,
    },
    Version {
        name: "incerto 0.5.0",
        run: rivals::incerto::run,
    },
    Version {
        name: "ixa 4.0.0",
        run: rivals::ixa::run,
    },
    Version {
        name: "krABMaga 0.6.2",
        run: rivals::krabmaga::run,
    },
];
