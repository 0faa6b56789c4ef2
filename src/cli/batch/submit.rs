//! `dabiao batch submit ENGINE DIR --shards N`: prints what starts the shards. The engine only starts processes.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::super::exit::Failure;
use super::super::terminal;
use super::args::{Engine, SubmitArgs};
use super::message::Trouble;
use crate::batch::Store;
use crate::language::{Lang, refusal};

/// Prints the script for an engine, or starts it.
pub(super) fn submit(asked: &SubmitArgs, lang: Lang) -> Result<(), Failure> {
    Store::open(&asked.folder).map_err(Trouble::Store)?;
    let path = std::path::absolute(&asked.folder).unwrap_or_else(|_| asked.folder.clone());
    let text = path
        .to_str()
        .filter(|text| !text.contains(['\'', '"', '\n', '$', '`', '\\']));
    let Some(folder) = text else {
        return Err(Trouble::Path(path.clone()).into());
    };
    let program = std::env::current_exe()
        .ok()
        .and_then(|p| p.to_str().map(str::to_owned));
    let program = program.unwrap_or_else(|| "dabiao".to_owned());
    let shards = asked.shards;
    let (name, starter, text) = match asked.engine {
        Engine::Slurm => ("Slurm", &["sbatch"][..], slurm(&program, folder, shards)),
        Engine::Dask => (
            "Dask",
            &["python3", "-"][..],
            dask(&program, folder, shards),
        ),
        Engine::Parallel => (
            "GNU parallel",
            &["sh"][..],
            parallel(&program, folder, shards),
        ),
        Engine::Kubernetes => (
            "Kubernetes",
            &["kubectl", "apply", "-f", "-"][..],
            kubernetes(shards),
        ),
    };
    if !asked.go {
        return terminal::out(&text);
    }
    start(starter, &text, lang).map_err(|why| {
        let why =
            why.unwrap_or_else(|| lang.pick("它报告了错误", "it reported an error").to_owned());
        Trouble::Engine(name, why).into()
    })
}

/// Gives `text` to a command; the error is why it could not be started, or none where it failed.
fn start(words: &[&str], text: &str, lang: Lang) -> Result<(), Option<String>> {
    let said = |error: std::io::Error| Some(format!("{}: {}", words[0], refusal(&error, lang)));
    let mut child = Command::new(words[0])
        .args(&words[1..])
        .stdin(Stdio::piped())
        .spawn()
        .map_err(said)?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes()).map_err(said)?;
    }
    let status = child.wait().map_err(said)?;
    status.success().then_some(()).ok_or(None)
}

fn slurm(program: &str, folder: &str, shards: u64) -> String {
    format!(
        r#"#!/bin/bash
#SBATCH --job-name=dabiao
#SBATCH --array=0-{last}
#SBATCH --cpus-per-task=1
#SBATCH --time=01:00:00
#SBATCH --output={folder}/slurm-%a.log
# To go on after a failure or the end of the time, only with what is missing:
#   sbatch --array="$('{program}' batch status '{folder}' --missing-shards {shards})" THIS_SCRIPT
exec '{program}' batch run '{folder}' --shard "$SLURM_ARRAY_TASK_ID/{shards}" --threads "${{SLURM_CPUS_PER_TASK:-1}}" --time-limit 55m --quiet
"#,
        last = shards - 1
    )
}

fn dask(program: &str, folder: &str, shards: u64) -> String {
    format!(
        r#"# Needs: pip install distributed. A cluster: DASK_SCHEDULER_ADDRESS=tcp://host:8786; else this machine.
import os
import subprocess
import sys


def shard(index):
    return subprocess.run(
        ["{program}", "batch", "run", "{folder}", "--shard", f"{{index}}/{shards}", "--threads", "1", "--quiet"]
    ).returncode


if __name__ == "__main__":
    from distributed import Client

    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    client = Client(address) if address else Client(processes=False, dashboard_address=None)
    codes = client.gather(client.map(shard, range({shards}), pure=False, retries=5))
    client.close()
    sys.exit(max(codes))
"#
    )
}

fn parallel(program: &str, folder: &str, shards: u64) -> String {
    format!(
        r"#!/bin/sh
# On this machine; several over ssh with a shared folder: parallel --sshlogin host1,host2 ...
seq 0 {last} | parallel --jobs 100% --retries 3 \''{program}'\' batch run \''{folder}'\' --shard {{}}/{shards} --threads 1 --quiet
",
        last = shards - 1
    )
}

/// The image and the volume are the site's: their names stand here to be changed.
fn kubernetes(shards: u64) -> String {
    format!(
        r#"apiVersion: batch/v1
kind: Job
metadata:
  name: dabiao
spec:
  completionMode: Indexed
  completions: {shards}
  parallelism: {shards}
  backoffLimitPerIndex: 5
  # wrong input and failed runs stay what they are; all else is tried again
  podFailurePolicy:
    rules:
      - action: FailIndex
        onExitCodes:
          containerName: dabiao
          operator: In
          values: [64, 65, 66, 70]
  template:
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 60
      containers:
        - name: dabiao
          image: dabiao:latest
          command: ["/bin/sh", "-c"]
          args: ["exec dabiao batch run /batch --shard $JOB_COMPLETION_INDEX/{shards} --threads 1 --quiet"]
          volumeMounts:
            - name: batch
              mountPath: /batch
      volumes:
        - name: batch
          persistentVolumeClaim:
            claimName: dabiao-batch
"#
    )
}
