#!/usr/bin/env bash
# Coverage-guided fuzzing: fuzz.sh FORMAT SECONDS FOLDER
#
# Instruments a copy of the built assemblies in FOLDER, and has AFL++ (Debian: afl++) look for files of the format
# (cifar, idx, ...; see DatasetFormats.cs) that are read as none was before. What it finds stays in
# FOLDER/FORMAT/default; the next run goes on from there. Needs `dotnet tool install --global SharpFuzz.CommandLine`
# and a Release build.
set -euo pipefail
format=$1 seconds=$2 folder=$(realpath -m "$3")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if [ ! -d "$folder/instrumented" ]; then
    rm -rf "$folder/instrumenting"
    mkdir -p "$folder"
    cp -r "$here/bin/Release/net10.0" "$folder/instrumenting"
    for assembly in CompactCnn.Runtime CompactCnn.Datasets; do
        sharpfuzz "$folder/instrumenting/$assembly.dll"
    done
    mv "$folder/instrumenting" "$folder/instrumented"
fi

driver="$folder/instrumented/CompactCnn.Fuzzing.dll"
if [ ! -d "$folder/$format" ]; then
    mkdir -p "$folder/$format/seeds"
    dotnet "$here/bin/Release/net10.0/CompactCnn.Fuzzing.dll" "$format" seeds "$folder/$format/seeds"
fi

export AFL_SKIP_BIN_CHECK=1 AFL_AUTORESUME=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1
export TMPDIR=${TMPDIR:-/dev/shm}
export AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1
# One way of compiling, so that the same file always takes the same way through the instrumented code.
export DOTNET_TieredPGO=0
exec afl-fuzz -i "$folder/$format/seeds" -o "$folder/$format" -t 10000 -m none -V "$seconds" -- dotnet "$driver" "$format"
