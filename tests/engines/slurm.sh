#!/usr/bin/env bash
# A Slurm of one machine, on its loopback address (needs root, slurm-wlm and munge): a job array of which a task is killed, then
# the rest in another number of shards; and a node that dies with all it runs, comes back, and is given the same jobs again.
# long enough that tasks are there to be killed
replicates=100
source "$(dirname "$0")/common.sh"
s=$work/slurm
mkdir -p "$s"/{state,spool}
head -c 1024 /dev/urandom > "$s/munge.key"
chown munge "$s/munge.key" && chmod 400 "$s/munge.key" && chmod 755 "$work" "$s"
mkdir "$s/munge" && chown munge "$s/munge"
setpriv --reuid=munge --regid=munge --clear-groups munged --foreground --force --socket="$s/munge/socket" --key-file="$s/munge.key" --pid-file="$s/munge/pid" --log-file="$s/munge/log" --seed-file="$s/munge/seed" & munged=$!
host=$(hostname -s)
cat > "$s/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthInfo=socket=$s/munge/socket
SlurmctldPort=26817
SlurmdPort=26818
StateSaveLocation=$s/state
SlurmdSpoolDir=$s/spool
SlurmctldPidFile=$s/ctld.pid
SlurmdPidFile=$s/d.pid
SlurmctldLogFile=$s/ctld.log
SlurmdLogFile=$s/d.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
SlurmdTimeout=20
MpiDefault=none
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES State=UP
CONF
export SLURM_CONF=$s/slurm.conf
slurmctld -D >/dev/null 2>&1 & ctld=$!
slurmd -D -f "$s/slurm.conf" >/dev/null 2>&1 & slurmd=$!
trap 'kill $slurmd $ctld $munged 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 60); do sinfo -h -o %t 2>/dev/null | grep -q idle && break; sleep 0.5; done
sinfo -h -o %t | grep -q idle || { tail -n 5 "$s"/*.log "$s/munge/log"; echo "no node"; exit 1; }
finished() { while [[ -n $(squeue -h) ]]; do sleep 0.3; done; }
"$dabiao" batch submit slurm b --shards 5 > script.sh
sbatch script.sh
until compgen -G 'b/blocks/*/*.receipt.json' >/dev/null; do sleep 0.05; done
job=$(squeue -h -t running -o %A -r | head -n 1)
[[ -z $job ]] || scancel --signal=KILL --full "$job"
finished
code=0
"$dabiao" batch status b --lang en || code=$?
echo "after the first try: exit $code"
if [[ $code == 75 ]]; then
    "$dabiao" batch submit slurm b --shards 3 > script.sh
    sbatch --array="$("$dabiao" batch status b --missing-shards 3 2>/dev/null || true)" script.sh
    finished
fi
same
rm -rf b/blocks again
"$dabiao" batch submit slurm b --shards 5 > script.sh
sbatch --requeue script.sh
until compgen -G 'b/blocks/*/*.receipt.json' >/dev/null; do sleep 0.05; done
# the node dies, and nothing on it is tidied up
kill -9 $slurmd
pkill -9 -f 'slurmstepd.*\[' || true
pkill -9 -f "$work/b --shard" || { echo "no task was there to die"; exit 1; }
blocks() { find b/blocks -name '*.receipt.json' | wc -l; }
before=$(blocks)
echo "the node died with $before blocks done, exit of status: $("$dabiao" batch status b >/dev/null && echo 0 || echo $?)"
# what the controller finds out by itself within minutes
scontrol update NodeName="$host" State=DOWN Reason=died
slurmd -D -f "$s/slurm.conf" >/dev/null 2>&1 & slurmd=$!
sleep 1
# it may be back by itself
scontrol update NodeName="$host" State=RESUME 2>/dev/null || true
while [[ -n $(squeue -h) ]]; do
    # Slurm gives jobs of a dead node out again after two minutes: now will do
    for job in $(squeue -h -t pending -o %A | sort -u); do scontrol update JobId="$job" StartTime=now 2>/dev/null || true; done
    sleep 3
done
"$dabiao" batch status b --lang en >/dev/null || {
    # what the controller did not give out again is asked for
    sbatch --array="$("$dabiao" batch status b --missing-shards 5 2>/dev/null || true)" script.sh
    finished
}
[[ $(blocks) -gt $before ]]
same
echo "slurm: the same bytes, after a task and a node were killed"
