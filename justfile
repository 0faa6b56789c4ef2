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

bench:
    cargo bench

docs:
    cargo doc --no-deps --open

# run and compare killed at 200 random moments in all: some minutes
kills:
    DABIAO_KILLS=100 cargo test --test command_line killed -- --nocapture
