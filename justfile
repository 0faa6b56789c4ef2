# dabiao's recipes; CI runs the same commands (.ci/run)

# everything CI asks, quickly
check:
    cargo fmt --all --check
    cargo clippy --all-targets -- -D warnings

test:
    cargo test

# the main job, or another scenario: just run scenarios/yancheng/city_fund_strong.yaml
run scenario="scenarios/yancheng/baseline.yaml":
    cargo run --release -- run {{scenario}}

# renews the numbers tests/golden.rs compares with: look at what moved first
golden:
    UPDATE_GOLDEN=1 cargo test --test golden

# times on this machine, into docs/performance.md; just bench rivals: beside other frameworks too
bench *with:
    benches/write {{with}}

docs:
    cargo doc --no-deps --open

# run and compare killed at 200 moments in all, a batch at 60: some minutes
kills:
    DABIAO_KILLS=100 cargo test --test command_line killed -- --nocapture
    DABIAO_KILLS=60 cargo test --test batch killed -- --nocapture

# batches under faults of system calls, under engines and in the hands of other programs
engines:
    cargo build --release
    tests/engines/all target/release/dabiao

# each fuzz target for so many seconds: just fuzz 900
fuzz seconds="30":
    fuzz/run {{seconds}}

# every small change of what counts money must be noticed by a test
mutants:
    .ci/mutants

# line coverage by layer; needs cargo-llvm-cov, and Debian's llvm-19
coverage:
    LLVM_COV=llvm-cov-19 LLVM_PROFDATA=llvm-profdata-19 cargo llvm-cov --failure-mode all --lib --test scenario_input --test bad_inputs --test batch --test hand_computed --summary-only
