//! Rows that are tested elsewhere, and rows that do not apply to this program, each with the reason.

/// Row, file, test.
pub const ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "A13",
        "tests/command_line/run.rs",
        "the_manifest_names_every_file",
    ),
    (
        "C23",
        "tests/command_line/compare.rs",
        "differences_are_paired_by_run",
    ),
    (
        "E8",
        "tests/command_line/refusals.rs",
        "an_error_leaves_the_old_folder_as_it_is",
    ),
    (
        "F6",
        "tests/command_line/run.rs",
        "a_closed_pipe_is_no_fault",
    ),
    (
        "F7",
        "tests/command_line/refusals.rs",
        "a_full_standard_output_is_said",
    ),
    ("F11", "tests/command_line/run.rs", "threads_change_no_byte"),
    ("F20", "tests/golden.rs", "the_small_case_is_as_it_was"),
];

/// Row and why it is not tried.
pub const AWAY: &[(&str, &str)] = &[
    (
        "C18",
        "parameters are drawn independently: there is no correlation matrix",
    ),
    ("D4", "there are no sweeps yet, so no Sobol design"),
    (
        "D5",
        "there are no sweeps yet: a run that fails ends the command with 70",
    ),
    (
        "E6",
        "results are no blocks of a plan: a folder of ours is replaced as a whole, a foreign one refused (E8)",
    ),
    ("E7", "no blocks: nothing is resumed, a run takes seconds"),
    (
        "E9",
        "a full disk needs a file system of its own, which a test may not mount; E10 takes the same way out",
    ),
    (
        "E11",
        "needs a tracer that breaks system calls; E10 and E13 break writing and opening",
    ),
    (
        "E12",
        "results are made anew from the scenario in seconds: nothing is synced to survive a power cut",
    ),
    (
        "E14",
        "no blocks: results are never read again by the program; the manifest's sums tell an edit",
    ),
    ("E15", "no blocks, no receipts"),
    (
        "E16",
        "no blocks: two runs into one folder each write their own folder and rename it; the last one stays",
    ),
    ("E17", "no plans: as E16"),
    (
        "E18",
        "leftovers of killed runs: the exchange of folders is work of its own",
    ),
    (
        "E20",
        "no blocks to merge; a stale handle is an I/O error like any other (74)",
    ),
    ("E22", "no blocks that a second run could contradict"),
    (
        "F1",
        "no blocks that could be kept: Ctrl-C ends at once and leaves the old results (F3)",
    ),
    ("F2", "as F1: once is enough to end it"),
    (
        "F5",
        "the kernel's killing cannot be answered; memory is estimated and refused before (C19, C20), and F4 holds",
    ),
    (
        "F12",
        "a run that breaks an invariant ends the command with 70 and one sentence: no result is better than a partial one",
    ),
    (
        "F13",
        "a run has a fixed number of years and no loop that waits for a condition: it cannot run on",
    ),
    ("F15", "no plans that another version could have made"),
    ("F16", "no batches of several hosts"),
    (
        "F17",
        "the font is part of the program; a character it lacks is said and the chart left out (tests of chart/)",
    ),
    ("F18", "nothing is served: there is no port and no browser"),
    ("F19", "nothing is served"),
];

/// No row is argued away without a reason, or twice.
#[test]
fn reasons_are_given_once() {
    for (at, (row, reason)) in AWAY.iter().enumerate() {
        assert!(reason.len() > 10, "{row}");
        assert!(AWAY[..at].iter().all(|(other, _)| other != row), "{row}");
    }
}
