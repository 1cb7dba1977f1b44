#!/bin/sh
# User CPU of cutadapt, bowtie and mirtop beside the example `quantify`, and wall beside `gzip -dc`, on one file.
#   quantify.sh HAIRPIN.fa HSA.gff3 READS.fastq.gz CONTAMINANTS.fa SPIKES.fa
# Needs cutadapt, bowtie, samtools (mirtop calls it) and mirtop on the PATH, and the example built:
#   cargo build --release -p exocast-lab --features rayon --example quantify
set -eu
hairpin=$1 gff=$2 reads=$3 contaminants=$4 spikes=$5
quantify=$(cd "$(dirname "$0")/../../.." && pwd)/target/release/examples/quantify
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
user() {
    name=$1
    shift
    /usr/bin/time -o "$work/time" -f "%U" "$@" >"$work/$name.log" 2>&1
    echo "$name user $(cat "$work/time") s"
}
# As FASTA in DNA letters, which mature sequences of the same file have.
sed '/^>/!y/Uu/Tt/' "$hairpin" >"$work/hairpin.fa"
bowtie-build -q "$work/hairpin.fa" "$work/index"
user cutadapt cutadapt -j 1 -a TGGAATTCTCGG -m 15 -M 50 --discard-untrimmed -o "$work/trimmed.fq" "$reads"
awk 'NR % 4 == 2 { n[$0]++ } END { for (s in n) { q = s; gsub(/./, "I", q); printf "@seq_%d_x%d\n%s\n+\n%s\n", ++i, n[s], s, q } }' \
    "$work/trimmed.fq" >"$work/collapsed.fq"
user bowtie bowtie -p 1 -a --best --strata -v 1 -S -x "$work/index" "$work/collapsed.fq" "$work/hits.sam"
user mirtop mirtop gff --format BAM --sps hsa --hairpin "$work/hairpin.fa" --gtf "$gff" -o "$work/mirtop" "$work/hits.sam"
for run in 1 2 3; do
    RAYON_NUM_THREADS=1 user exocast "$quantify" "$work/out" "$hairpin" "$gff" "$reads" "$contaminants" "$spikes"
done
for run in 1 2 3; do
    /usr/bin/time -f "gzip -dc wall %e s" gzip -dc "$reads" >/dev/null
    RAYON_NUM_THREADS=1 /usr/bin/time -f "exocast, one thread, wall %e s, %M kB" \
        "$quantify" "$work/out" "$hairpin" "$gff" "$reads" "$contaminants" "$spikes" >/dev/null
done
