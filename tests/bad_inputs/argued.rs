//! Rows that are tested elsewhere, and rows that do not apply to this program, each with the reason.

/// Row, file, test.
pub const ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "A13",
        "tests/command_line/run.rs",
        "the_manifest_names_every_file",
    ),
    (
        "C20",
        "tests/batch/design.rs",
        "a_batch_that_the_disk_cannot_hold_is_refused",
    ),
    (
        "D1",
        "tests/batch/design.rs",
        "a_factor_that_no_key_matches_is_named_with_a_near_one",
    ),
    ("D2", "tests/batch/design.rs", "tables_are_read_strictly"),
    (
        "D3",
        "tests/batch/design.rs",
        "only_the_first_cells_without_a_value_are_listed",
    ),
    (
        "F14",
        "tests/batch/design.rs",
        "shards_that_cannot_be_are_refused_and_empty_ones_are_not",
    ),
    (
        "A13",
        "tests/batch/damage.rs",
        "changed_inputs_and_plans_are_refused",
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
        "E18",
        "src/report/exchange.rs",
        "what_a_killed_command_left_goes_after_a_day",
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
    (
        "D4",
        "tests/batch/design.rs",
        "a_saltelli_sample_is_there_as_a_whole",
    ),
    (
        "D5",
        "tests/batch/design.rs",
        "a_run_that_fails_is_recorded_and_the_rest_goes_on",
    ),
    (
        "E6",
        "tests/batch/damage.rs",
        "another_plan_is_not_mixed_in",
    ),
    (
        "E7",
        "tests/batch/damage.rs",
        "another_plan_is_not_mixed_in",
    ),
    (
        "E14",
        "tests/batch/damage.rs",
        "a_changed_byte_or_a_short_file_is_found_and_made_anew",
    ),
    (
        "E15",
        "tests/batch/damage.rs",
        "a_block_without_its_receipt_is_not_done",
    ),
    (
        "E16",
        "tests/batch/interruption.rs",
        "two_processes_at_once_do_each_other_no_harm",
    ),
    (
        "E17",
        "tests/batch/damage.rs",
        "another_plan_is_not_mixed_in",
    ),
    (
        "E22",
        "tests/batch/damage.rs",
        "a_block_that_comes_out_otherwise_is_told_and_both_are_kept",
    ),
    (
        "F1",
        "tests/batch/interruption.rs",
        "signals_keep_finished_blocks_and_say_so",
    ),
    (
        "F12",
        "tests/batch/design.rs",
        "a_run_that_fails_is_recorded_and_the_rest_goes_on",
    ),
    (
        "F15",
        "tests/batch/damage.rs",
        "another_version_is_refused_unless_allowed",
    ),
    (
        "F16",
        "tests/batch/damage.rs",
        "blocks_of_two_models_are_never_merged",
    ),
];

/// Row and why it is not tried.
pub const AWAY: &[(&str, &str)] = &[
    (
        "C18",
        "parameters are drawn independently: there is no correlation matrix",
    ),
    (
        "E9",
        "a full disk needs a file system of its own, which a test may not mount; E10 takes the same way out, and tests/engines/faults.sh fills one",
    ),
    (
        "E11",
        "needs a tracer that breaks system calls: tests/engines/faults.sh for batches; E10 and E13 break writing and opening",
    ),
    (
        "E12",
        "results of run and compare are made anew in seconds and are not synced; blocks of a batch are, tried in tests/engines/faults.sh",
    ),
    (
        "E20",
        "a stale handle is an I/O error like any other (74); merge reads every block anew and compares its sum (tests/batch)",
    ),
    (
        "F5",
        "the kernel's killing cannot be answered; memory is estimated and refused before (C19, C20), and F4 holds",
    ),
    (
        "F13",
        "a run has a fixed number of years and no loop that waits for a condition: it cannot run on",
    ),
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
